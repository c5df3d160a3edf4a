package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.hactl.inventory.HostsFileLayouts.Layout;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostsFileTest {
  private final Problems problems = new Problems();

  private Optional<String> add(String file, String text, String group, String name) {
    return HostsFile.addHost(
        new SourceText(Path.of(file), text), group, name, "192.168.0.22", problems);
  }

  @ParameterizedTest
  @MethodSource("org.hactl.inventory.HostsFileLayouts#layouts")
  void onlyTheHostIsAdded(Layout layout) {
    assertThat(add(layout.file(), layout.before(), "webs", "web3")).contains(layout.after());
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.hactl.inventory.HostsFileLayouts#layouts")
  void lineBreaksOfWindowsAreKept(Layout layout) {
    assertThat(add(layout.file(), layout.before().replace("\n", "\r\n"), "webs", "web3"))
        .contains(layout.after().replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("org.hactl.inventory.HostsFileLayouts#layouts")
  void aMissingLastLineBreakIsAllowed(Layout layout) {
    assertThat(add(layout.file(), layout.before().stripTrailing(), "webs", "web3"))
        .hasValueSatisfying(
            text -> assertThat(text.stripTrailing()).isEqualTo(layout.after().stripTrailing()));
  }

  @ParameterizedTest
  @MethodSource("org.hactl.inventory.HostsFileLayouts#layouts")
  void severalHostsAreAddedOneAfterTheOther(Layout layout) {
    String text = layout.before();
    for (int i = 3; i < 9; i++) {
      text = add(layout.file(), text, "webs", "web" + i).orElseThrow();
    }
    assertThat(problems.all()).isEmpty();
    assertThat(
            InventoryReader.parse(new SourceText(Path.of(layout.file()), text), problems)
                .hosts()
                .keySet())
        .contains("web3", "web8");
  }

  @Test
  void anAddressWithColonsIsQuoted() {
    assertThat(
            HostsFile.addHost(
                new SourceText(Path.of("hosts.yml"), "webs: {hosts: {web1: }}\n"),
                "webs",
                "web3",
                "2001:db8::3",
                problems))
        .contains("webs: {hosts: {web1:, web3: {ansible_host: \"2001:db8::3\"} }}\n");
  }

  @Test
  void existingHostsAndMissingGroupsAreRefused() {
    String text = "all: {children: {webs: {hosts: {web1: }}}}\n";
    assertThat(add("hosts.yml", text, "webs", "web1")).isEmpty();
    assertThat(add("hosts.yml", text, "wbes", "web3")).isEmpty();
    assertThat(add("hosts.yml", text, "webs", "we b")).isEmpty();
    assertThat(add("hosts.yml", text, "all", "webs")).isEmpty();
    assertThat(add("hosts.yml", "webs: {hosts: [", "webs", "web3")).isEmpty();
    assertThat(problems.all())
        .extracting(p -> p.message() + " -> " + p.suggestion())
        .contains(
            "the host \"web1\" already exists -> null",
            "there is no group \"wbes\"; the groups are all, webs -> webs",
            "\"we b\" is not a valid host name -> null",
            "\"webs\" is already a group -> null")
        .hasSize(5);
  }

  @Test
  void aFileWithoutASafePlaceForTheHostIsRefused() {
    String shared =
        """
        webs: {hosts: &h {web1: }}
        others: {hosts: *h}
        """;
    assertThat(add("hosts.yml", shared, "webs", "web3")).isEmpty();
    assertThat(problems.render()).contains("add it by hand");
  }
}
