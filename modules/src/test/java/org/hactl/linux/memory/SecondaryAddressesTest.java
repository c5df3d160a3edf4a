package org.hactl.linux.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.InetPrefix;
import org.junit.jupiter.api.Test;

/** What happens to the other addresses of a network when its first address is removed. */
class SecondaryAddressesTest {
  private static final String PROMOTE = "net.ipv4.conf.eth0.promote_secondaries";

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");

  @Test
  void aPlainRemovalAlsoRemovesTheOtherAddressesOfTheNetwork() {
    vipBeforeTheHostsOwn();
    assertThat(kernel.plainAddresses().list())
        .extracting(InterfaceAddress::isSecondary)
        .containsExactly(false, true, false, true);
    kernel.plainAddresses().remove("eth0", prefix("192.0.2.254/24"));
    assertThat(addresses()).containsExactly("198.51.100.1/24", "198.51.100.2/24");
  }

  @Test
  void aPlainRemovalPromotesASecondaryAddressIfTheParameterIsOn() {
    kernel.withSysctl("net.ipv4.conf.all.promote_secondaries", "1");
    vipBeforeTheHostsOwn();
    kernel.plainAddresses().remove("eth0", prefix("192.0.2.254/24"));
    assertThat(addresses()).containsExactly("192.0.2.14/24", "198.51.100.1/24", "198.51.100.2/24");
    assertThat(kernel.addresses().list().getFirst().isSecondary()).isFalse();
  }

  @Test
  void hactlRemovesOnlyTheAddressItself() {
    vipBeforeTheHostsOwn();
    kernel.addresses().remove("eth0", prefix("192.0.2.254/24"));
    assertThat(addresses()).containsExactly("192.0.2.14/24", "198.51.100.1/24", "198.51.100.2/24");
    assertThat(parameter()).isEqualTo("0");
  }

  @Test
  void theParameterIsOnOnlyDuringARemoval() {
    List<String> seen = new ArrayList<>();
    vipBeforeTheHostsOwn();
    kernel.events().subscribe(_ -> seen.add(parameter()));
    BatchResult result =
        kernel
            .addresses()
            .apply(
                List.of(
                    new AddressChange.Remove("eth0", prefix("192.0.2.254/24")),
                    new AddressChange.Remove("eth1", prefix("192.0.2.254/24"))));
    assertThat(result.failures()).containsOnlyKeys(1);
    assertThat(seen).containsOnly("1");
    assertThat(parameter()).isEqualTo("0");
  }

  @Test
  void aFullLengthPrefixNeedsNoParameter() {
    kernel.addresses().add(InterfaceAddress.of("eth0", prefix("192.0.2.254/32")));
    kernel.fail("write sysctl", "", Errno.EROFS);
    int before = kernel.changes();
    kernel.addresses().remove("eth0", prefix("192.0.2.254/32"));
    assertThat(kernel.changes()).isEqualTo(before + 1);
  }

  @Test
  void ifTheParameterCannotBeSetTheOtherAddressesAreAddedAgain() {
    Addresses addresses = kernel.addresses();
    vipBeforeTheHostsOwn();
    addresses.add(
        InterfaceAddress.of("eth0", prefix("192.0.2.253/24"))
            .withLabel("eth0:vip")
            .withFlags(AddressFlag.NOPREFIXROUTE));
    kernel.fail("write sysctl", "", Errno.EROFS);
    BatchResult result =
        addresses.apply(
            List.of(
                new AddressChange.Remove("eth0", prefix("192.0.2.254/24")),
                new AddressChange.Remove("eth0", prefix("192.0.2.1/24")),
                new AddressChange.Remove("eth0", prefix("192.0.2.14/24"))));
    assertThat(result.failures()).containsOnlyKeys(1);
    assertThat(addresses.list())
        .filteredOn(address -> address.label().equals("eth0:vip"))
        .singleElement()
        .satisfies(
            address -> assertThat(address.flags()).containsExactly(AddressFlag.NOPREFIXROUTE));
    assertThat(addresses()).containsOnly("192.0.2.253/24", "198.51.100.1/24", "198.51.100.2/24");
  }

  @Test
  void anAddressThatChangesStaysTheFirstOfItsNetwork() {
    vipBeforeTheHostsOwn();
    var _ =
        kernel
            .addresses()
            .apply(
                List.of(
                    new AddressChange.Replace(
                        InterfaceAddress.of("eth0", prefix("192.0.2.254/24")))));
    assertThat(kernel.addresses().list().getFirst().isSecondary()).isFalse();
  }

  private void vipBeforeTheHostsOwn() {
    for (String each :
        List.of("192.0.2.254/24", "192.0.2.14/24", "198.51.100.1/24", "198.51.100.2/24")) {
      kernel.addresses().add(InterfaceAddress.of("eth0", prefix(each)));
    }
  }

  private String parameter() {
    return kernel.sysctls().read(SysctlKey.parse(PROMOTE)).orElseThrow();
  }

  private List<String> addresses() {
    return kernel.addresses().list().stream().map(each -> each.prefix().toString()).toList();
  }

  private static InetPrefix prefix(String text) {
    return InetPrefix.parse(text);
  }
}
