/** Runs before the first paint, so that no page flashes in the wrong colours. Reads what theme.ts stores. */
export const THEME_SCRIPT =
  'try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}';
