/** Words for those who do not see what changed. */
export function say(words) {
  document.getElementById("said").textContent = words;
}
