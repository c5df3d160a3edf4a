package org.hactl.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** Finds the place for a new host in a YAML hosts file, and inserts it in the file's style. */
final class YamlHostInsertion {
  private static final String HOSTS = "hosts";

  private final SourceText source;
  private final TextEdits edits;
  private final String name;
  private final String address;

  private YamlHostInsertion(SourceText source, String name, String address) {
    this.source = source;
    this.edits = new TextEdits(source);
    this.name = name;
    this.address = address;
  }

  /** The new text; empty if the file does not have the group. */
  static Optional<String> insert(SourceText source, String group, String name, String address) {
    Optional<YamlNode> root = YamlReader.parse(source, new Problems());
    List<YamlEntry> places = new ArrayList<>();
    root.ifPresent(node -> collect(node, group, places));
    Optional<YamlEntry> place =
        places.stream()
            .filter(entry -> entry.value().find(HOSTS).isPresent())
            .findFirst()
            .or(() -> places.stream().findFirst());
    return place.map(entry -> {
      YamlHostInsertion insertion = new YamlHostInsertion(source, name, address);
      insertion.intoGroup(entry);
      return insertion.edits.apply();
    });
  }

  private static void collect(YamlNode groups, String wanted, List<YamlEntry> into) {
    if (groups instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        if (entry.name().equals(wanted)) {
          into.add(entry);
        }
        entry.value().find("children").ifPresent(below -> collect(below, wanted, into));
      }
    }
  }

  private void intoGroup(YamlEntry group) {
    Optional<YamlEntry> hosts =
        group.value() instanceof YamlMap map ? map.entry(HOSTS) : Optional.empty();
    if (hosts.isPresent()) {
      intoHosts(group, hosts.get());
      return;
    }
    if (group.value() instanceof YamlMap map && map.flow()) {
      intoFlow(map, "hosts: {" + flowHost("") + "}");
      return;
    }
    int indent = column(group) + step(group);
    String block = blockHost(indent + step(group), step(group), "");
    String lines = edits.indent(indent) + "hosts:" + edits.newline() + block;
    if (group.value() instanceof YamlMap map) {
      edits.beforeLine(map.entries().getFirst().key().at().line(), lines);
    } else {
      edits.afterLine(group.key().at().line(), lines);
    }
  }

  private void intoHosts(YamlEntry group, YamlEntry hosts) {
    if (!(hosts.value() instanceof YamlMap map)) {
      boolean inFlow = group.value() instanceof YamlMap in && in.flow();
      if (inFlow) {
        edits.at(edits.afterColon(hosts.key().end().offset()), " {" + flowHost("") + "}");
      } else {
        int step = Math.max(2, column(hosts) - column(group));
        edits.afterLine(hosts.key().at().line(), blockHost(column(hosts) + step, step, ""));
      }
      return;
    }
    if (map.flow()) {
      intoFlow(map, flowHost(quote(map)));
      return;
    }
    YamlEntry last = map.entries().getLast();
    int indent = column(map.entries().getFirst());
    boolean flowSibling =
        map.entries().stream().anyMatch(e -> e.value() instanceof YamlMap host && host.flow());
    String lines =
        flowSibling
            ? edits.indent(indent) + flowHost(quote(map)) + edits.newline()
            : blockHost(
                indent,
                innerStep(map, column(map.entries().getFirst()) - column(hosts)),
                quote(map));
    edits.afterLine(edits.lastLine(last), lines);
  }

  private void intoFlow(YamlMap map, String entry) {
    int close = map.end().offset() - 1;
    if (map.entries().isEmpty()) {
      edits.replace(map.at().offset() + 1, close, entry);
      return;
    }
    YamlEntry last = map.entries().getLast();
    int end = edits.flowEnd(last);
    int comma = edits.commaBetween(end, close);
    boolean ownLines =
        last.key().at().line() > map.at().line() && edits.lineOf(close) > edits.lineOf(end);
    if (!ownLines) {
      edits.at(comma >= 0 ? comma + 1 : end, (comma >= 0 ? " " : ", ") + entry);
      return;
    }
    if (comma < 0) {
      edits.at(end, ",");
    }
    String line = edits.indent(column(last)) + entry + (comma >= 0 ? "," : "") + edits.newline();
    edits.afterLine(edits.lineOf(Math.max(end - 1, comma)), line);
  }

  private String flowHost(String quote) {
    return name + ": {ansible_host: " + quoted(quote) + "}";
  }

  private String blockHost(int indent, int step, String quote) {
    return edits.indent(indent)
        + name
        + ":"
        + edits.newline()
        + edits.indent(indent + step)
        + "ansible_host: "
        + quoted(quote)
        + edits.newline();
  }

  /** Quotes the address. An address with colons needs quotes, because braces may surround it. */
  private String quoted(String quote) {
    String mark = quote.isEmpty() && address.contains(":") ? "\"" : quote;
    return mark + address + mark;
  }

  /** The quotation mark of the other hosts' addresses; empty if they have none. */
  private static String quote(YamlMap hosts) {
    return hosts.entries().stream()
        .flatMap(e -> e.value().find("ansible_host").stream())
        .filter(YamlScalar.class::isInstance)
        .map(address -> ((YamlScalar) address).style())
        .reduce((_, last) -> last)
        .map(style ->
            switch (style) {
              case SINGLE_QUOTED -> "'";
              case DOUBLE_QUOTED -> "\"";
              case PLAIN, LITERAL, FOLDED, INI, FILE -> "";
            })
        .orElse("");
  }

  /** The indentation of a host's variables, taken from another host if possible. */
  private static int innerStep(YamlMap hosts, int otherwise) {
    return hosts.entries().stream()
        .filter(e -> e.value() instanceof YamlMap host && !host.entries().isEmpty())
        .map(e ->
            ((YamlMap) e.value()).entries().getFirst().key().at().column() - e.key().at().column())
        .filter(step -> step > 0)
        .findFirst()
        .orElse(Math.max(2, otherwise));
  }

  /**
   * The indentation step of this file, found from the lines below or above the group; 2 by default.
   */
  private int step(YamlEntry group) {
    if (group.value() instanceof YamlMap map && !map.entries().isEmpty() && !map.flow()) {
      return Math.max(1, column(map.entries().getFirst()) - column(group));
    }
    return column(group) == 0 ? 2 : Math.max(1, edits.smallestIndent());
  }

  private static int column(YamlEntry entry) {
    return entry.key().at().column() - 1;
  }

  @Override
  public String toString() {
    return source + " + " + name;
  }
}
