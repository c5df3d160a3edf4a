package org.hactl.module.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.junit.jupiter.api.Test;

/** Addresses that have to be removed to be added as wanted. */
class AddressReplacementTest extends AddressHost {
  @Test
  void anInet6AddressOfOursWithAnotherPrefixLengthIsCorrected() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource vip = AddressResource.of("eth0", "2001:db8::254/64");
    host.converge(List.of(vip));
    takeOverAs("2001:db8::254/128");
    Plan plan = host.converge(List.of(vip));
    assertThat(Host.words(plan))
        .containsExactly(
            "UPDATE address[eth0 2001:db8::254/64] | address: 2001:db8::254/128 >"
                + " 2001:db8::254/64 | flags: dad > -");
    assertThat(plan.unmanaged()).isEmpty();
    assertThat(present("eth0", "2001:db8::254/64")).isTrue();
    assertThat(present("eth0", "2001:db8::254/128")).isFalse();
  }

  @Test
  void anInet6AddressOfAnotherLengthStaysIfTheKernelSaysThatAnotherProgramAddedIt()
      throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    host.converge(List.of(AddressResource.of("eth0", "2001:db8::254/64")));
    takeOverAs("2001:db8::254/128");
    Plan plan = host.converge(List.of());
    assertThat(plan.left())
        .extracting(Object::toString)
        .containsExactly("address[eth0 2001:db8::254/64]");
    assertThat(present("eth0", "2001:db8::254/128")).isTrue();
  }

  @Test
  void anInet6AddressOfOursIsRemovedWithAnyLength() throws Exception {
    kernel.withoutProtocols();
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    host.converge(List.of(AddressResource.of("eth0", "2001:db8::254/64")));
    takeOverAs("2001:db8::254/128");
    assertThat(Host.words(host.converge(List.of())))
        .containsExactly("DELETE address[eth0 2001:db8::254/64] | address: 2001:db8::254/128 > -");
    assertThat(kernel.addresses().list()).isEmpty();
  }

  private void takeOverAs(String prefix) {
    kernel.addresses().remove("eth0", InetPrefix.parse("2001:db8::254/64"));
    add("eth0", prefix);
  }

  @Test
  void anotherPrefixLengthInTheSiteReplacesTheAddress() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    host.converge(List.of(AddressResource.of("eth0", "2001:db8::254/64")));
    host.converge(List.of(AddressResource.of("eth0", "2001:db8::254")));
    assertThat(present("eth0", "2001:db8::254/128")).isTrue();
    assertThat(host.owned())
        .extracting(Object::toString)
        .containsExactly("address[eth0 2001:db8::254/128]");
  }

  @Test
  void aForeignInet6AddressWithAnotherPrefixLengthIsAProblem() throws Exception {
    add("eth0", "2001:db8::254/128");
    AddressResource vip = AddressResource.of("eth0", "2001:db8::254/64");
    Plan plan = newHost().plan(List.of(vip, VIP));
    assertThat(plan.changes()).extracting(Change::id).containsExactly(VIP.id());
    assertThat(plan.problems())
        .containsExactly(
            "address[eth0 2001:db8::254/64]: the interface already has it as 2001:db8::254/128, which"
                + " hactl did not add, and an interface can have an IPv6 address only once; write"
                + " that prefix length in the site, or remove the address");
    assertThat(plan.unreached()).containsExactly(vip.id());
    assertThat(Host.words(newHost().exclusive().converge(List.of(vip))))
        .containsExactly(
            "UPDATE address[eth0 2001:db8::254/64] | address: 2001:db8::254/128 >"
                + " 2001:db8::254/64 | flags: dad > -");
  }

  @Test
  void anotherPrefixLengthThatAppearsDuringTheApplyIsAFailure() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource vip = AddressResource.of("eth0", "2001:db8::254/64");
    Plan plan = host.plan(List.of(vip));
    add("eth0", "2001:db8::254/128");
    assertThat(host.apply(plan))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("add address 2001:db8::254/64 dev eth0: File exists (EEXIST)");
  }

  @Test
  void thePeerIdentifiesTheAddressThatIsReplaced() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource tunnel = AddressResource.of("eth0", "10.7.0.1").withPeer("10.7.0.2");
    host.converge(List.of(tunnel));
    host.converge(List.of(tunnel.withBroadcast("10.7.0.9")));
    assertThat(kernel.addresses().list())
        .singleElement()
        .satisfies(address -> {
          assertThat(address.broadcast()).isEqualTo(InetAddresses.parse("10.7.0.9"));
          assertThat(address.peer()).isEqualTo(InetAddresses.parse("10.7.0.2"));
        });
  }

  @Test
  void anAddressThatIsStillThereWhenReplacedIsAFailure() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource vip = AddressResource.of("eth0", "10.0.0.9/24");
    host.converge(List.of(vip));
    kernel.failOnce("remove address", "10.0.0.9", Errno.EADDRNOTAVAIL);
    List<AddressResource> labelled =
        List.of(AddressResource.of("eth0", "10.0.0.9/24", "eth0:vip", null));
    assertThat(host.apply(host.plan(labelled))).allMatch(result -> result.error() != null);
    host.converge(labelled);
  }

  @Test
  void autojoinIsChangedByReplacingTheAddress() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource group = AddressResource.of("eth0", "2001:db8::9/64");
    host.converge(List.of(group));
    for (List<String> flags : List.of(List.of("autojoin"), List.<String>of())) {
      List<KernelEvent> events = new ArrayList<>();
      kernel.events().subscribe(events::add);
      host.converge(List.of(group.withFlags(flags)));
      assertThat(events).hasAtLeastOneElementOfType(KernelEvent.AddressRemoved.class);
    }
  }
}
