/* Asks before a new key takes the place of the one that a credential has. */
Behaviour.specify(".in-toto-key-is-there", "in-toto-replace-key", 0, function (marker) {
  const choices = marker.closest(".jenkins-form-item").querySelectorAll("input[type='radio'][name$='inToto.generate']");
  const kept = Array.from(choices).find((choice) => choice.value === "");
  choices.forEach(function (choice) {
    if (choice !== kept) {
      choice.addEventListener("change", function () {
        if (choice.checked) {
          dialog
            .confirm(marker.dataset.title, {
              message: marker.dataset.message,
              okText: marker.dataset.ok,
              type: "destructive",
            })
            .catch(function () {
              kept.click();
            });
        }
      });
    }
  });
});
