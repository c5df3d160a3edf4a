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

  @ParameterizedTest
  @MethodSource("org.hactl.inventory.HostsFileLayouts#layouts")
  void aHostThatWasAddedCanBeRemoved(Layout layout) {
    String without =
        HostsFile.removeHost(
                new SourceText(Path.of(layout.file()), layout.after()), "web3", problems)
            .orElseThrow();
    assertThat(problems.all()).isEmpty();
    assertThat(without).doesNotContain("web3");
    assertThat(add(layout.file(), without, "webs", "web3").orElseThrow()).contains("web3");
    assertThat(without.replaceAll("\\s|[{},]|hosts:|null|~|\\[webs]", ""))
        .as("only the host is gone, perhaps with the braces or the key that it needed")
        .isEqualTo(layout.before().replaceAll("\\s|[{},]|hosts:|null|~|\\[webs]", ""));
  }

  @Test
  void aHostOfSeveralGroupsLeavesAllOfThem() {
    String text =
        """
        all:
          children:
            webs:
              hosts:
                web1: {ansible_host: 192.0.2.1}   # the first
                web2:
                  ansible_host: 192.0.2.2
                  note: |
                    of two
                    lines
                web3: {}
            canaries: {hosts: {web2: , web3: {}}}
        """;
    assertThat(HostsFile.removeHost(new SourceText(Path.of("hosts.yml"), text), "web2", problems))
        .contains(
            """
            all:
              children:
                webs:
                  hosts:
                    web1: {ansible_host: 192.0.2.1}   # the first
                    web3: {}
                canaries: {hosts: {web3: {}}}
            """);
  }

  @Test
  void aHostOfARangeIsRemovedByHand() {
    SourceText range = new SourceText(Path.of("hosts"), "[webs]\nweb[1:3]\n");
    assertThat(HostsFile.removeHost(range, "web2", problems)).isEmpty();
    SourceText other = new SourceText(Path.of("hosts"), "[webs]\nweb1\n");
    assertThat(HostsFile.removeHost(other, "web11", problems)).isEmpty();
    assertThat(problems.all())
        .extracting(p -> p.message() + " -> " + p.suggestion())
        .satisfiesExactly(
            first -> assertThat(first).contains("part of a range; remove it by hand"),
            second -> assertThat(second).isEqualTo("there is no host \"web11\" -> web1"));
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
            "there is no group \"wbes\"; the groups are all, ungrouped, webs -> webs",
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
