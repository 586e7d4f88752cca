const SIDE_FILES =
  /\.(txt|nfo|jpe?g|png|gif|webp|srt|sub|idx|ass|ssa|vtt|sup|zip|rar|7z|url|html?|pdf|xml|json|exe|db|ini|torrent|md5|sfv)$/i;

/** What of a dropped folder is worth sending: not the pictures, texts and hidden files that lie beside films.
 * A file chosen by itself is always sent; the server judges by content, not by name. */
export function filmsAmong(files: readonly File[]): File[] {
  if (files.length === 1) return [...files];
  return files.filter((file) => !file.name.startsWith(".") && !SIDE_FILES.test(file.name) && file.size > 0);
}
