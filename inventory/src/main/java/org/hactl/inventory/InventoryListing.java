package org.hactl.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An inventory as {@code ansible-inventory} prints it. Templates stay templates. */
public final class InventoryListing {
  /** {@code Infinity} stands without quotes, as Python writes it. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private final Inventory inventory;

  public InventoryListing(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The JSON of {@code --list}: groups, and each host's variables, keys sorted. */
  public String json() {
    Map<String, Object> all = new TreeMap<>();
    group(inventory.group(Inventory.ALL).orElseThrow(), all, new HashSet<>());
    Map<String, Object> variables = new TreeMap<>();
    for (Host host : inventory.hosts().values()) {
      Map<String, Object> own = new TreeMap<>();
      for (String name : host.variables().names()) {
        Variable variable = host.variables().get(name).orElseThrow();
        if (variable.level() != Level.BUILT_IN) {
          own.put(name, ListedValues.of(variable.value()));
        }
      }
      if (!own.isEmpty()) {
        variables.put(host.name(), own);
      }
    }
    all.put("_meta", Map.of("hostvars", variables));
    return print(all);
  }

  private void group(Group group, Map<String, Object> into, Set<String> seen) {
    if (!seen.add(group.name())) {
      return;
    }
    Map<String, Object> content = new TreeMap<>();
    if (!group.name().equals(Inventory.ALL) && !group.hosts().isEmpty()) {
      content.put("hosts", group.hosts());
    }
    List<Group> children = inventory.children(group);
    if (!children.isEmpty()) {
      content.put("children", children.stream().map(Group::name).toList());
    }
    if (!content.isEmpty()) {
      into.put(group.name(), content);
    }
    children.forEach(child -> group(child, into, seen));
  }

  /** The tree of {@code --graph} from a group on. */
  public List<String> graph(Group top) {
    List<String> lines = new ArrayList<>();
    graph(top, 0, lines);
    return lines;
  }

  private void graph(Group group, int depth, List<String> lines) {
    lines.add(line("@" + group.name() + ":", depth));
    inventory.children(group).forEach(child -> graph(child, depth + 1, lines));
    if (!group.name().equals(Inventory.ALL)) {
      group.hosts().forEach(host -> lines.add(line(host, depth + 1)));
    }
  }

  private static String line(String name, int depth) {
    return depth == 0 ? name : "  |".repeat(depth) + "--" + name;
  }

  /** JSON in one line. */
  static String line(@Nullable Object value) {
    return write(JSON.writer(), value);
  }

  private static String print(Object value) {
    DefaultIndenter four = new DefaultIndenter("    ", "\n");
    return write(
        JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(four).withArrayIndenter(four)),
        value);
  }

  private static String write(ObjectWriter writer, @Nullable Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an inventory is always JSON", e);
    }
  }
}
