package org.hactl.inventory;

import java.util.Optional;
import org.hactl.yaml.HiddenText;

/** Asks the operator for a password. */
@FunctionalInterface
public interface VaultPrompt {
  /** No terminal: there is no answer to any question. */
  VaultPrompt NONE = _ -> Optional.empty();

  /**
   * Shows the question and reads the answer, which is not shown.
   *
   * @return empty if there is no terminal, or it was closed
   */
  Optional<HiddenText> ask(String question);
}
