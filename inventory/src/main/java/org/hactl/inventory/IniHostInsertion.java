package org.hactl.inventory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.SourceText;

/** Puts a new host at the end of its section of an INI hosts file. */
final class IniHostInsertion {
  private static final Pattern SIBLING = Pattern.compile("(\\s*)(\\S+)(\\s+)ansible_host=.*");

  private IniHostInsertion() {}

  static String insert(SourceText source, String group, String name, String address) {
    TextEdits edits = new TextEdits(source);
    int header = 0;
    int last = 0;
    int width = 0;
    boolean inside = false;
    for (int line = 1; line <= source.lines(); line++) {
      String content = source.line(line).strip();
      if (content.startsWith("[")) {
        inside = header == 0 && content.matches("\\[" + Pattern.quote(group) + "(:hosts)?].*");
        header = inside ? line : header;
      } else if (inside
          && !content.isEmpty()
          && !content.startsWith("#")
          && !content.startsWith(";")) {
        last = line;
        Matcher sibling = SIBLING.matcher(source.line(line));
        width = sibling.matches() ? sibling.start(3) + sibling.group(3).length() : width;
      }
    }
    String pad = " ".repeat(Math.max(1, width - name.length()));
    String host = name + pad + "ansible_host=" + address + edits.newline();
    if (header == 0) {
      boolean open = !source.text().isEmpty() && !source.text().endsWith("\n");
      String section = edits.newline() + "[" + group + "]" + edits.newline() + host;
      edits.at(source.text().length(), open ? edits.newline() + section : section);
    } else {
      edits.afterLine(Math.max(header, last), host);
    }
    return edits.apply();
  }
}
