const WARNING = /^WARNING (.*?)(?: \(Annotation\))?$/;

/** Hears what CDK says while it makes the templates, and shows what it warns of; all else stands in the log. */
export const showWarnings =
  (show: (text: string) => void) =>
  (line: string): void => {
    const [, warning] = WARNING.exec(line) ?? [];
    if (warning) show(`  ! ${warning}`);
  };
