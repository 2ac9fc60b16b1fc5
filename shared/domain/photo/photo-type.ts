/** How the stored picture has to be turned to stand upright: EXIF's values, 1 being upright already. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const PHOTO_TYPES = ['image/jpeg', 'image/png'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** What a photo says of itself before anybody decodes it. */
export interface PhotoHeader {
  readonly type: PhotoType;
  /** In pixels, as stored, before it is turned upright. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
}

/** The same, with what a pixel takes once it is decoded: a byte or two for each of its channels. */
export type MeasuredHeader = Omit<PhotoHeader, 'type'> & { readonly bytesPerPixel: number };
