package org.hactl.cli.text;

import java.nio.file.Path;
import org.hactl.inventory.AnsibleConfig;
import org.hactl.inventory.AnsibleConfig.Key;

/** The settings of {@code ansible.cfg} as a table. */
public final class SettingsText {
  private SettingsText() {}

  /** Each setting with its value and where it is from. */
  public static String of(AnsibleConfig config) {
    Table table = new Table();
    for (Key key : Key.values()) {
      config
          .get(key)
          .ifPresentOrElse(
              setting -> table.row(key.word(), setting.value(), setting.at()),
              () -> table.row(key.word(), key.fallback(), "default"));
    }
    String file = config.file().map(Path::toString).orElse("none found");
    return Printable.text("ansible.cfg: %s%n".formatted(file) + table.text("  "));
  }
}
