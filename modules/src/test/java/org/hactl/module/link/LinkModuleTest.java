package org.hactl.module.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.MacAddress;
import org.hactl.module.ChangeResult;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.junit.jupiter.api.Test;

class LinkModuleTest {
  private static final LinkResource VMAC =
      LinkResource.macvlan("vrrp.51", "eth0", "private", "00:00:5E:00:01:33");

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final Host<LinkResource, KernelState<Link>> host = new Host<>(new LinkModule(kernel));

  @Test
  void createsAndRemovesItsLinks() throws Exception {
    assertThat(Host.words(host.converge(List.of(VMAC))))
        .containsExactly(
            "CREATE link[vrrp.51] | link: - > macvlan private on eth0 with 00:00:5e:00:01:33");
    Link made = kernel.links().find("vrrp.51").orElseThrow();
    assertThat(made.mac()).hasToString("00:00:5e:00:01:33");
    assertThat(made.up()).isTrue();
    assertThat(Host.words(host.converge(List.of())))
        .containsExactly("DELETE link[vrrp.51] | link: macvlan private > -");
    assertThat(kernel.links().find("vrrp.51")).isEmpty();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void createsARemovedLinkAgain() throws Exception {
    host.converge(List.of(VMAC));
    kernel.removeLink("vrrp.51");
    host.converge(List.of(VMAC));
    assertThat(kernel.links().find("vrrp.51")).isPresent();
  }

  @Test
  void correctsALinkWithoutRemovingIt() throws Exception {
    host.converge(List.of(VMAC));
    int index = kernel.links().find("vrrp.51").orElseThrow().index();
    kernel.links().setUp("vrrp.51", false);
    kernel.links().setMac("vrrp.51", MacAddress.parse("02:00:00:00:00:01"));
    assertThat(Host.words(host.converge(List.of(VMAC))))
        .containsExactly(
            "UPDATE link[vrrp.51] | mac: 02:00:00:00:00:01 > 00:00:5e:00:01:33 | up: no > yes");
    assertThat(kernel.links().find("vrrp.51").orElseThrow().index()).isEqualTo(index);
  }

  @Test
  void anotherModeMeansAnotherLink() throws Exception {
    host.converge(List.of(VMAC));
    LinkResource bridged = LinkResource.macvlan("vrrp.51", "eth0", "bridge", VMAC.mac());
    assertThat(Host.words(host.converge(List.of(bridged))))
        .containsExactly("UPDATE link[vrrp.51] | type: macvlan private > macvlan bridge");
    assertThat(kernel.links().find("vrrp.51").orElseThrow().kind())
        .isEqualTo(new LinkKind.Macvlan(LinkKind.MacvlanMode.BRIDGE));
  }

  @Test
  void aLinkThatCannotBeRemovedIsNotCreatedAgain() throws Exception {
    host.converge(List.of(VMAC));
    kernel.fail("remove", "vrrp.51", Errno.EBUSY);
    LinkResource ipvlan = LinkResource.ipvlan("vrrp.51", "eth0", "bridge");
    assertThat(host.apply(host.plan(List.of(ipvlan))))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("remove vrrp.51: Device or resource busy");
    assertThat(kernel.links().find("vrrp.51").orElseThrow().mac()).hasToString("00:00:5e:00:01:33");
  }

  @Test
  void aLinkThatCannotBeSwitchedOnStaysUntilItCan() throws Exception {
    List<KernelEvent> events = new ArrayList<>();
    kernel.events().subscribe(events::add);
    kernel.fail("switch on", "vrrp.51", Errno.EBUSY);
    assertThat(host.apply(host.plan(List.of(VMAC))))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("switch on vrrp.51: Device or resource busy");
    assertThat(kernel.links().find("vrrp.51").orElseThrow().up()).isFalse();
    events.clear();
    Plan again = host.plan(List.of(VMAC));
    assertThat(Host.words(again)).containsExactly("UPDATE link[vrrp.51] | up: no > yes");
    assertThat(host.apply(again)).allMatch(result -> result.error() != null);
    assertThat(events).as("what would wake the next pass at once").isEmpty();
    kernel.heal();
    host.converge(List.of(VMAC));
    assertThat(kernel.links().find("vrrp.51").orElseThrow().up()).isTrue();
  }

  @Test
  void aLinkThatCouldNotBeSwitchedOnIsRemovedLater() throws Exception {
    kernel.fail("switch on", "vrrp.51", Errno.ENETDOWN);
    assertThat(host.apply(host.plan(List.of(VMAC)))).allMatch(result -> result.error() != null);
    host.converge(List.of());
    assertThat(kernel.links().find("vrrp.51")).isEmpty();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void createsTheParentFirst() throws Exception {
    LinkResource vlan = LinkResource.vlan("z.7", "eth0", 7);
    LinkResource above = LinkResource.ipvlan("a", "z.7", "bridge");
    assertThat(host.converge(List.of(above, vlan)).changes())
        .extracting(change -> change.id().key())
        .containsExactly("z.7", "a");
    assertThat(host.converge(List.of()).changes())
        .extracting(change -> change.id().key())
        .containsExactly("a", "z.7");
  }

  @Test
  void aMissingParentIsReportedBeforeAnythingChanges() throws Exception {
    Plan plan = host.plan(List.of(LinkResource.macvlan("m", "eth9", "bridge", null)));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.waiting())
        .extracting(Plan.Waiting::problem)
        .containsExactly("link[m]: interface eth9 does not exist; this host has lo, eth0");
  }

  @Test
  void neverTouchesALinkOfAnotherProgram() throws Exception {
    kernel
        .links()
        .add(new NewLink("vrrp.51", "eth0", new LinkKind.Macvlan(LinkKind.MacvlanMode.VEPA), null));
    Plan plan = host.plan(List.of(VMAC));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .startsWith("link[vrrp.51]: hactl did not create the interface of that name")
        .contains("type macvlan vepa instead of macvlan private");
    assertThat(host.plan(List.of())).isEqualTo(Plan.NOTHING);
  }

  @Test
  void anotherTypeOfLinkWithTheSameNameIsNotOurs() throws Exception {
    host.converge(List.of(VMAC));
    kernel.removeLink("vrrp.51");
    kernel.withLink("vrrp.51");
    host.converge(List.of());
    assertThat(kernel.links().find("vrrp.51")).isPresent();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void aKernelWithoutSuchLinksIsAnError() throws Exception {
    kernel.fail("add macvlan on eth0 as", "vrrp.51", Errno.EOPNOTSUPP);
    assertThat(host.apply(host.plan(List.of(VMAC))))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("this host's kernel has no links of that type");
  }

  @Test
  void invalidResourcesAreRefused() {
    assertThatThrownBy(() -> LinkResource.macvlan("m", "eth0", "publc", null))
        .hasMessageContaining("'publc' is not a mode");
    assertThatThrownBy(() -> LinkResource.macvlan("much-too-long-name", "eth0", "bridge", null))
        .hasMessageContaining("1 to 15 letters");
    assertThatThrownBy(
            () -> new LinkResource("i", "ipvlan", "eth0", null, "02:00:00:00:00:01", null))
        .hasMessageContaining("only a macvlan");
    assertThatThrownBy(() -> LinkResource.vlan("v", "eth0", 4095)).hasMessageContaining("4094");
  }

  @Test
  void hasAJsonForm() throws Exception {
    Host.assertJson(
        VMAC,
        """
        {"kind":"link","mac":"00:00:5e:00:01:33","mode":"private","name":"vrrp.51","parent":"eth0",\
        "type":"macvlan"}\
        """);
  }
}
