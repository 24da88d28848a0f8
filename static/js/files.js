// A file that is too large is told at once: sent, it would only come back, and all that is typed with it.

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  input.addEventListener("change", () => {
    const tooLarge = input.files[0]?.size > Number(input.dataset.most);
    if (tooLarge) input.value = "";
    input.setCustomValidity(tooLarge ? input.dataset.refusal : "");
    input.reportValidity();
  });
}
