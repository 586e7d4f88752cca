/** A page stays unseen until it is known that whoever asks may see it: nobody shall see the desk flash before the
 * sign-in. Where nobody has to sign in the browser remembers that, and sees everything at once. */

const KEY = "mode";

/** Runs before the first paint; globals.css hides what is behind the curtain. */
export const CURTAIN_SCRIPT = `try{var m=localStorage.getItem("${KEY}")}catch(e){}if(m!=="local")document.documentElement.dataset.curtain="";`;

export function drawCurtain(): void {
  delete document.documentElement.dataset.curtain;
}

export function rememberMode(mode: "local" | "accounts"): void {
  try {
    localStorage.setItem(KEY, mode);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // storage is blocked: the curtain is there at each visit
  }
}
