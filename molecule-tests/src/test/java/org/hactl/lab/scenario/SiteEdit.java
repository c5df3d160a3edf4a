package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ControlNode;

/** The article's site with changes, as an operator makes them in the file. */
record SiteEdit(ControlNode control, String text) {
  static SiteEdit of(ScenarioLab lab) {
    ControlNode control = lab.control();
    try {
      return new SiteEdit(control, Files.readString(playbooks(control).resolve("site.yml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a text that the site has. */
  SiteEdit with(String old, String fresh) {
    assertThat(text).contains(old);
    return new SiteEdit(control, text.replace(old, fresh));
  }

  /** Adds lines to what a group of hosts needs. */
  SiteEdit hosts(String group, String key, String value) {
    String entry = "%n    %s: %s".formatted(key, value);
    String head = "%n  %s:".formatted(group);
    int hosts = text.indexOf("\nhosts:");
    int at = text.indexOf(head, hosts);
    return new SiteEdit(
        control,
        at < 0
            ? text.replace("\nhosts:", "\nhosts:" + head + entry)
            : text.substring(0, at + head.length()) + entry + text.substring(at + head.length()));
  }

  /** Writes it beside the site. Returns the argument for {@code hactl apply}. */
  String as(String name) {
    try {
      return Files.writeString(playbooks(control).resolve(name + ".yml"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path playbooks(ControlNode control) {
    return control.folder().resolve("playbooks");
  }
}
