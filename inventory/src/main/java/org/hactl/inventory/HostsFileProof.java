package org.hactl.inventory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;

/** Proves that a changed hosts file has its old content and one host more or less, nothing else. */
final class HostsFileProof {
  private HostsFileProof() {}

  static boolean addsOnly(
      SourceText source, Inventory before, String text, String group, String name, String address) {
    Problems problems = new Problems();
    Inventory after = InventoryReader.parse(new SourceText(source.file(), text), problems);
    Optional<Host> added = after.host(name);
    if (!problems.isEmpty() || added.isEmpty()) {
      return false;
    }
    boolean rightAddress =
        added
            .flatMap(host -> host.variables().get("ansible_host"))
            .filter(v -> v.level() == Level.HOST)
            .map(Variable::value)
            .filter(value -> value instanceof YamlScalar s && s.text().equals(address))
            .isPresent();
    Map<String, Object> expected = facts(before);
    Map<String, Object> found = facts(after);
    found.remove("host " + name);
    boolean inGroup = after.group(group).filter(g -> g.hosts().contains(name)).isPresent();
    Object members = found.get("group " + group);
    if (members instanceof TreeSet<?> set) {
      set.remove(name);
    }
    return rightAddress && inGroup && found.equals(expected);
  }

  static boolean removesOnly(SourceText source, Inventory before, String text, String name) {
    Problems problems = new Problems();
    Inventory after = InventoryReader.parse(new SourceText(source.file(), text), problems);
    Map<String, Object> expected = facts(before);
    expected.remove("host " + name);
    expected
        .values()
        .forEach(value -> {
          if (value instanceof TreeSet<?> set) {
            set.remove(name);
          }
        });
    return problems.isEmpty() && facts(after).equals(expected);
  }

  /** All facts of an inventory, without their places in the files. */
  private static Map<String, Object> facts(Inventory inventory) {
    Map<String, Object> facts = new LinkedHashMap<>();
    inventory
        .hosts()
        .forEach((name, host) -> {
          Map<String, Object> variables = new TreeMap<>();
          for (String variable : host.variables().names()) {
            host.variables()
                .get(variable)
                .ifPresent(v -> variables.put(variable, plain(v.value())));
          }
          facts.put("host " + name, variables);
        });
    inventory
        .groups()
        .forEach((name, group) -> {
          facts.put("group " + name, new TreeSet<>(group.hosts()));
          facts.put("children " + name, group.children());
          Map<String, Object> variables = new TreeMap<>();
          group.variables().forEach(v -> variables.put(v.name(), plain(v.value())));
          facts.put("vars " + name, variables);
        });
    return facts;
  }

  private static Object plain(YamlNode node) {
    return switch (node) {
      case YamlMap map -> {
        Map<String, Object> plain = new TreeMap<>();
        for (YamlEntry entry : map.entries()) {
          plain.put(entry.name(), plain(entry.value()));
        }
        yield plain;
      }
      case YamlList list -> list.items().stream().map(HostsFileProof::plain).toList();
      case YamlScalar scalar -> scalar.type() + " " + scalar.tag() + " " + scalar.text();
    };
  }
}
