package org.hactl.module.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real macvlans, ipvlans and VLANs in a guest kernel, judged by {@code ip} and by a neighbour. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class LinkGuestLabTest {
  @TempDir private Path folder;

  @Test
  void ipAndTheNeighbourSeeWhatTheModuleDid() throws Exception {
    Map<String, String> steps = UmlGuest.run(LinkGuest.class, folder);
    assertThat(steps.getOrDefault("macvlan", ""))
        .contains(
            "CREATE link[vrrp.51]",
            "vrrp.51@v0",
            "link/ether 00:00:5e:00:01:33",
            "macvlan mode bridge",
            "addrgenmode none",
            "inet 192.168.0.254/24",
            "ping answered",
            "lladdr 00:00:5e:00:01:33")
        .doesNotContain("inet6 fe80");
    assertThat(steps.getOrDefault("deleted", ""))
        .contains("CREATE link[vrrp.51]", "lladdr 00:00:5e:00:01:33");
    assertThat(steps.getOrDefault("altered", ""))
        .contains(
            "mac: 02:00:00:00:00:07 > 00:00:5e:00:01:33 | up: no > yes",
            // Looks at the flag UP: the state becomes UP a moment later.
            "00:00:5e:00:01:33 <BROADCAST,MULTICAST,UP");
    assertThat(steps.getOrDefault("changed", ""))
        .contains("UPDATE link[one]", "UPDATE link[two]", "one@v0", "two@v0", "ipvlan  mode l2")
        .doesNotContain("macvlan mode");
    assertThat(steps.getOrDefault("replaced", ""))
        .contains("CREATE link[v0.7]", "DELETE link[one]", "vlan protocol 802.1Q id 7");
    assertThat(steps.getOrDefault("ipvlan", "")).contains("ipvlan  mode l2 private");
    assertThat(steps.getOrDefault("removed", "")).contains("as before").doesNotContain("not as");
    assertThat(steps.getOrDefault("parent off", ""))
        .contains("CREATE link[v0.8]", "switch on link v0.8: Network is down", "v0.8@v0");
    assertThat(steps.getOrDefault("parent still off", ""))
        .contains(
            "UPDATE link[v0.8] | up: no > yes", "switch on link v0.8: Network is down", "v0.8@v0");
    assertThat(steps.getOrDefault("parent on", "")).contains("v0.8@v0", "<BROADCAST,MULTICAST,UP");
  }
}
