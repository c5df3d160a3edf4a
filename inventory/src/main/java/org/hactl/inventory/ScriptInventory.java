package org.hactl.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** An executable that prints the inventory as JSON with {@code --list}, as Ansible runs it. */
final class ScriptInventory {
  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_SECONDS = 120;

  private final Path script;
  private final InventoryBuilder into;
  private final Problems problems;
  private final Set<String> hosts = new LinkedHashSet<>();

  private ScriptInventory(Path script, InventoryBuilder into, Problems problems) {
    this.script = script;
    this.into = into;
    this.problems = problems;
  }

  /** Whether Ansible would run the file: it is executable or begins with {@code #!}. */
  static boolean runs(Path file) {
    if (Files.isExecutable(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
    } catch (IOException e) {
      return false; // The reader of hosts files says what is wrong with it.
    }
  }

  static void read(Path script, InventoryBuilder into, Problems problems) {
    ScriptInventory reader = new ScriptInventory(script, into, problems);
    reader.printed("--list").ifPresent(reader::all);
  }

  private void all(YamlMap root) {
    Optional<YamlMap> known = Optional.empty();
    for (YamlEntry entry : root.entries()) {
      if (!entry.name().equals("_meta")) {
        group(entry);
      } else if (entry.value() instanceof YamlMap meta) {
        known = meta.entry("hostvars").flatMap(e -> map(e.value(), "the variables of hosts"));
      }
    }
    for (String host : hosts) {
      Optional<YamlMap> variables =
          known.isEmpty()
              ? printed("--host", host)
              : known.get().entry(host).flatMap(e -> map(e.value(), "the variables of a host"));
      variables.ifPresent(v ->
          v.entries().forEach(e -> into.hostVariable(host, e.name(), e.value(), e.key().at())));
    }
  }

  private void group(YamlEntry entry) {
    String group = entry.name();
    Mark at = entry.key().at();
    into.group(group, at);
    if (!(entry.value() instanceof YamlMap content)) {
      hosts(group, entry.value());
      return;
    }
    if (List.of("hosts", "vars", "children").stream()
        .noneMatch(k -> content.entry(k).isPresent())) {
      // The old form: a host of the group's name, with its variables.
      host(group, group, at);
      variables(group, content);
      return;
    }
    content.entry("hosts").ifPresent(e -> hosts(group, e.value()));
    content
        .entry("vars")
        .flatMap(e -> map(e.value(), "the variables of a group"))
        .ifPresent(v -> variables(group, v));
    content
        .entry("children")
        .ifPresent(
            e -> names(e.value()).forEach(child -> into.child(group, child.text(), child.at())));
  }

  private void variables(String group, YamlMap variables) {
    variables.entries().forEach(e -> into.groupVariable(group, e.name(), e.value(), e.key().at()));
  }

  private void hosts(String group, YamlNode list) {
    names(list).forEach(name -> host(group, name.text(), name.at()));
  }

  private void host(String group, String name, Mark at) {
    hosts.add(name);
    into.host(group, name, Optional.empty(), at);
  }

  private List<YamlScalar> names(YamlNode node) {
    List<YamlScalar> names = new ArrayList<>();
    if (node instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlScalar name) {
          names.add(name);
        } else {
          problems.add(item.at(), "expected a name, found " + item.describe());
        }
      }
    } else {
      problems.add(node.at(), "expected a list of names, found " + node.describe());
    }
    return names;
  }

  private Optional<YamlMap> map(YamlNode node, String what) {
    if (node instanceof YamlMap map) {
      return Optional.of(map);
    }
    if (!node.isNull()) {
      problems.add(node.at(), "%s: expected a map, found %s".formatted(what, node.describe()));
    }
    return Optional.empty();
  }

  private Optional<YamlMap> printed(String... arguments) {
    String call = String.join(" ", arguments);
    try {
      SourceText text = new SourceText(script, run(arguments));
      if (text.text().isBlank() && arguments.length > 1) {
        return Optional.empty();
      }
      return YamlReader.parse(text, problems).flatMap(node -> map(node, call));
    } catch (IOException e) {
      problems.add(script, "running it with %s: %s".formatted(call, e.getMessage()));
      return Optional.empty();
    }
  }

  private String run(String... arguments) throws IOException {
    OperatorScript.Printed printed =
        new OperatorScript(script, false, MAX_BYTES, MAX_SECONDS).run(List.of(arguments));
    if (printed.status() != 0) {
      throw new IOException("it ended with status " + printed.status());
    }
    return new String(printed.output(), StandardCharsets.UTF_8);
  }
}
