package org.hactl.module.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.net.Scope;
import org.hactl.module.Change;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.junit.jupiter.api.Test;

class AddressModuleTest extends AddressHost {
  @Test
  void addsAndRemovesWhatItAdded() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    assertThat(Host.words(host.converge(List.of(VIP))))
        .containsExactly("CREATE address[lo 192.168.0.254/32] | address: - > 192.168.0.254/32");
    assertThat(present("lo", "192.168.0.254/32")).isTrue();
    assertThat(Host.words(host.converge(List.of())))
        .containsExactly("DELETE address[lo 192.168.0.254/32] | address: 192.168.0.254/32 > -");
    assertThat(present("lo", "192.168.0.254/32")).isFalse();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void acceptsAnExistingAddressAndNeverRemovesIt() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    add("lo", "192.168.0.254/32");
    assertThat(host.converge(List.of(VIP))).isEqualTo(Plan.NOTHING);
    assertThat(host.owned()).isEmpty();
    Plan plan = host.converge(List.of());
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.unmanaged()).containsExactly(VIP.id());
    assertThat(present("lo", "192.168.0.254/32")).isTrue();
  }

  @Test
  void repairsDrift() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource vip = AddressResource.of("eth0", "10.0.0.9/24", "eth0:vip", "link");
    assertThat(Host.words(host.converge(List.of(vip))))
        .containsExactly(
            "CREATE address[eth0 10.0.0.9/24] | address: - > 10.0.0.9/24 | label: - > eth0:vip"
                + " | scope: - > link");
    kernel.addresses().remove("eth0", vip.prefix());
    host.converge(List.of(vip));
    assertThat(kernel.addresses().list())
        .extracting(InterfaceAddress::label)
        .containsExactly("eth0:vip");
    kernel.addresses().remove("eth0", vip.prefix());
    add("eth0", "10.0.0.9/24");
    assertThat(Host.words(host.converge(List.of(vip))))
        .containsExactly(
            "UPDATE address[eth0 10.0.0.9/24] | label: eth0 > eth0:vip | scope: global > link");
    assertThat(kernel.addresses().list())
        .extracting(InterfaceAddress::scope)
        .containsExactly(Scope.LINK);
  }

  @Test
  void forgetsWhatIsGoneAlready() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource vip = AddressResource.of("eth0", "10.0.0.9/32");
    host.converge(List.of(vip));
    kernel.removeLink("eth0");
    Plan plan = host.converge(List.of());
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.forget()).containsExactly(vip.id());
  }

  @Test
  void aMissingInterfaceIsFoundBeforeAnythingChanges() throws Exception {
    Plan plan = newHost().plan(List.of(AddressResource.of("eth9", "10.0.0.9/32"), VIP));
    assertThat(plan.waiting())
        .extracting(Plan.Waiting::problem)
        .containsExactly(
            "address[eth9 10.0.0.9/32]: interface eth9 does not exist; this host has lo, eth0");
    assertThat(kernel.changes()).isZero();
  }

  @Test
  void exclusiveRemovesForeignVipsAndNothingElse() throws Exception {
    add("eth0", "192.168.0.14/24");
    add("eth0", "192.168.0.253/32");
    add("lo", "127.0.0.1/32");
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    assertThat(host.plan(List.of(VIP)).unmanaged())
        .extracting(Object::toString)
        .containsExactly("address[eth0 192.168.0.253/32]");
    assertThat(Host.words(host.exclusive().converge(List.of(VIP))))
        .containsExactly(
            "CREATE address[lo 192.168.0.254/32] | address: - > 192.168.0.254/32",
            "DELETE address[eth0 192.168.0.253/32] | address: 192.168.0.253/32 > -");
    assertThat(present("eth0", "192.168.0.14/24")).isTrue();
    assertThat(present("lo", "127.0.0.1/32")).isTrue();
  }

  @Test
  void oneRefusalDoesNotHideTheOthers() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    kernel.failOnce("add address", "10.0.0.1/32", Errno.EPERM);
    List<AddressResource> desired =
        List.of(AddressResource.of("lo", "10.0.0.1"), AddressResource.of("lo", "10.0.0.2"));
    assertThat(host.apply(host.plan(desired)))
        .extracting(result -> result.error() == null ? "ok" : result.error().getMessage())
        .containsExactly(
            "address[lo 10.0.0.1/32]: add address 10.0.0.1/32 dev lo: Operation not permitted"
                + " (EPERM): injected",
            "ok");
    assertThat(present("lo", "10.0.0.2/32")).isTrue();
    host.converge(desired);
  }

  @Test
  void anAddressThatAppearsDuringTheApplyIsNoFailure() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    Plan plan = host.plan(List.of(VIP));
    add("lo", "192.168.0.254/32");
    assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
    plan = host.plan(List.of());
    kernel.addresses().remove("lo", VIP.prefix());
    assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
  }

  @Test
  void aDuplicateAddressIsAProblemAndNotTriedAgain() throws Exception {
    Host<AddressResource, KernelState<InterfaceAddress>> host = newHost();
    AddressResource asked = AddressResource.of("eth0", "2001:db8::9/64").withFlags(List.of("dad"));
    host.converge(List.of(asked));
    kernel
        .addresses()
        .apply(
            List.of(
                new AddressChange.Replace(
                    asked.inKernel().withFlags(AddressFlag.TENTATIVE, AddressFlag.DADFAILED))))
        .orThrow();
    Plan plan = host.plan(List.of(asked, VIP));
    assertThat(plan.changes()).extracting(Change::id).containsExactly(VIP.id());
    assertThat(plan.unreached()).containsExactly(asked.id());
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .startsWith("address[eth0 2001:db8::9/64]: another host has this address")
        .contains("ip addr del 2001:db8::9/64 dev eth0");
    assertThat(newHost().plan(List.of(asked.withFlags(List.of()))).problems())
        .as("of an address that is not hactl's")
        .hasSize(1);
    assertThat(Host.words(host.converge(List.of(asked.withFlags(List.of())))))
        .containsExactly("UPDATE address[eth0 2001:db8::9/64] | flags: dad dadfailed > -");
    assertThat(kernel.addresses().list())
        .allSatisfy(address -> assertThat(address.flags()).containsExactly(AddressFlag.NODAD));
  }

  @Test
  void anInvalidAddressIsRefused() {
    assertThatThrownBy(() -> AddressResource.of("lo", "10.0.0.300"))
        .hasMessage("'10.0.0.300' is not an IPv4 or IPv6 address");
    assertThatThrownBy(() -> AddressResource.of("eth0", "10.0.0.1", "vip", null))
        .hasMessageContaining("label 'vip': it begins with the interface's name");
  }

  @Test
  void json() throws Exception {
    Host.assertJson(
        VIP, "{\"kind\":\"address\",\"address\":\"192.168.0.254/32\",\"interfaceName\":\"lo\"}");
    Host.assertJson(
        AddressResource.of("eth0", "2001:DB8::1/64", null, "global"),
        "{\"kind\":\"address\",\"address\":\"2001:db8::1/64\",\"interfaceName\":\"eth0\","
            + "\"scope\":\"global\"}");
  }
}
