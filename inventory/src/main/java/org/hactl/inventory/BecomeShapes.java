package org.hactl.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hactl.yaml.Shape;

/**
 * The values that hactl accepts for the variables of Ansible's {@code sudo} plugin: it must become
 * root.
 */
final class BecomeShapes {
  private static final Set<String> YES = Set.of("y", "yes", "on", "1", "true", "t");
  private static final Set<String> NO = Set.of("n", "no", "off", "0", "false", "f");

  /** hactl's scripts use no home folder and no environment, and answer no question. */
  private static final Set<String> HARMLESS_FLAGS =
      Set.of(
          "-H",
          "-S",
          "-n",
          "-E",
          "-k",
          "--set-home",
          "--stdin",
          "--non-interactive",
          "--preserve-env",
          "--reset-timestamp");

  private BecomeShapes() {}

  /** Every word that Ansible takes for a truth value. */
  static Shape<Boolean> yesOrNo() {
    return Shape.text(
        "true or false",
        text -> {
          String word = text.strip().toLowerCase(Locale.ROOT);
          if (!YES.contains(word) && !NO.contains(word)) {
            throw new IllegalArgumentException("not \"" + text + "\"");
          }
          return YES.contains(word);
        });
  }

  static Shape<String> root() {
    return Shape.text(
        "root, which hactl must be",
        text -> {
          if (!text.equals("root")) {
            throw new IllegalArgumentException("not \"" + text + "\"");
          }
          return text;
        });
  }

  static Shape<String> flags() {
    return Shape.text(
        "options of sudo that do not matter to hactl, such as -H",
        text -> {
          for (String word : List.of(text.strip().split("\\s+"))) {
            if (!word.isEmpty() && !HARMLESS_FLAGS.contains(word) && !isHarmlessGroup(word)) {
              throw new IllegalArgumentException("hactl does not pass on " + word);
            }
          }
          return text;
        });
  }

  private static boolean isHarmlessGroup(String word) {
    return word.matches("-[HSnEk]+");
  }
}
