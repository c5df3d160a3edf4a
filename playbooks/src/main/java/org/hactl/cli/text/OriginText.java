package org.hactl.cli.text;

import java.util.List;
import java.util.Optional;
import org.hactl.inventory.VariableOrigins.Origin;

/** A variable with the places that set it. */
public final class OriginText {
  private OriginText() {}

  /**
   * The text.
   *
   * @param value with its templates filled in; empty if that is not possible
   * @param history the place that counts, then those that it overrides
   */
  public static String of(
      String variable, String host, Optional<String> value, List<Origin> history) {
    StringBuilder text = new StringBuilder();
    value.ifPresent(v -> text.append("%s of %s: %s%n".formatted(variable, host, v)));
    Table table = new Table();
    for (Origin origin : history) {
      table.row(
          origin == history.getFirst() ? "set by" : "overrides",
          origin.owner(),
          origin.place(),
          origin.shown());
    }
    return Printable.text(text + table.text("  "));
  }
}
