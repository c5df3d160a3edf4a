package org.hactl.inventory;

import java.util.Optional;

/**
 * Where a vault password comes from.
 *
 * @param id the vault id; empty if the operator gave none
 * @param from a path, or one of the two words for a question
 */
record VaultSource(Optional<String> id, String from) {
  private static final String PROMPT = "prompt";

  /** Ansible's word for {@code --ask-vault-pass}, whose question names no id. */
  static final String ASK = "prompt_ask_vault_pass";

  /** Reads {@code ID@SOURCE} or {@code SOURCE}; the first {@code @} counts, as in Ansible. */
  static VaultSource parse(String text) {
    int at = text.indexOf('@');
    return new VaultSource(
        at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty(), text.substring(at + 1));
  }

  /** Whether the text names a question, and no file. */
  boolean asks() {
    return from.equals(PROMPT) || from.equals(ASK);
  }

  String name() {
    return id.orElse(VaultPassword.DEFAULT_ID);
  }

  /** Ansible's words, on which programs that answer it depend. */
  String question(boolean fresh) {
    if (from.equals(ASK)) {
      return fresh ? "New Vault password: " : "Vault password: ";
    }
    return (fresh ? "New vault password (%s): " : "Vault password (%s): ").formatted(name());
  }

  /** The question for a new password once more. */
  String confirmation() {
    return from.equals(ASK)
        ? "Confirm New Vault password: "
        : "Confirm new vault password (%s): ".formatted(name());
  }
}
