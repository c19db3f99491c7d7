/** The same keys as the English area, each with words of another language; `_one` may be missing where a language has no singular. */
export type Translation<English> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: string;
} & {
  readonly [Key in keyof English as Key extends `${string}_one` ? Key : never]?: string;
};
