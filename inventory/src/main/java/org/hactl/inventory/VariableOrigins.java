package org.hactl.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/** Says where a host's variables come from. Secrets are hidden. */
public final class VariableOrigins {
  /** Stands in place of a value that is encrypted, or that an encrypted value went into. */
  static final String HIDDEN = "(secret)";

  /**
   * One place that sets a variable.
   *
   * @param owner what it is set for: {@code group webs}, {@code host web1}
   * @param place file, line and column
   * @param value as it is written: a map, list, text, number, boolean or null
   */
  public record Origin(String owner, String place, @Nullable Object value) {
    /** The value in one line: a text as it is, others as JSON. */
    public String shown() {
      return VariableOrigins.shown(value);
    }
  }

  private final Inventory inventory;
  private final Host host;

  public VariableOrigins(Inventory inventory, Host host) {
    this.inventory = inventory;
    this.host = host;
  }

  /** The place that counts, then those that it overrides, the nearest first; empty if none. */
  public List<Origin> of(String variable) {
    List<Origin> origins = new ArrayList<>();
    for (Variable v : host.variables().history(variable)) {
      String owner =
          switch (v.level()) {
            case BUILT_IN -> v.owner();
            case ALL, GROUP -> "group " + v.owner();
            case HOST -> "host " + v.owner();
            case EXTRA -> "command line (-e)";
          };
      origins.add(new Origin(owner, v.at().toString(), visible(v.value())));
    }
    return origins;
  }

  /**
   * The value with its templates filled in, in one line.
   *
   * @param problems gets what is wrong with the templates
   */
  public Optional<String> rendered(String variable, Problems problems) {
    if (host.variables().get(variable).map(v -> HIDDEN.equals(visible(v.value()))).orElse(false)) {
      return Optional.of(HIDDEN); // It needs no password to say that.
    }
    return inventory.scope(host).value(variable, problems).map(node -> shown(visible(node)));
  }

  /** The name of a variable that was probably meant. */
  public Optional<String> nearest(String variable) {
    return Nearest.to(variable, host.variables().names());
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String text ? text : InventoryListing.line(value);
  }

  private static @Nullable Object visible(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar when scalar.secret() || scalar.vaulted() -> HIDDEN;
      case YamlScalar scalar when scalar.unsafe() -> scalar.text();
      case YamlScalar scalar -> ListedValues.of(scalar);
      case YamlList list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(visible(item)));
        yield items;
      }
      case YamlMap map -> {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.entries().forEach(e -> entries.put(e.name(), visible(e.value())));
        yield entries;
      }
    };
  }
}
