/** A camera takes ten megabytes; a road out of the mountains carries one in a minute. */
const ENOUGH_BYTES = 1_000_000;
const LONGEST_PX = 2_048;
const QUALITY = 0.85;

/** A large photo, drawn smaller; whatever cannot be drawn goes as it is, and the server judges it. */
export async function smallEnough(file: File): Promise<File> {
  if (file.size <= ENOUGH_BYTES || !/^image\/(?:jpeg|png)$/.test(file.type)) return file;
  try {
    const drawn = await drawnSmaller(file);
    return drawn !== null && drawn.size < file.size
      ? new File([drawn], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
      : file;
  } catch {
    return file;
  }
}

async function drawnSmaller(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
