package org.hactl.module.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real IPVS in a guest kernel (package user-mode-linux), judged by {@code ipvsadm}. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class IpvsGuestLabTest {
  @TempDir Path folder;

  @Test
  void ipvsadmSeesWhatTheModuleDid() throws Exception {
    Map<String, String> steps = UmlGuest.run(IpvsGuest.class, folder);

    assertThat(steps).containsKeys("version 1.2.1", "end");
    assertThat(steps.getOrDefault("created", "").lines())
        .contains(
            "left 0",
            "-A -t 192.168.0.254:80 -s rr",
            "-a -t 192.168.0.254:80 -r 192.168.0.18:80 -g -w 1",
            "-a -t 192.168.0.254:80 -r 192.168.0.20:8080 -m -w 3",
            "-a -t 192.168.0.254:80 -r 192.168.0.22:80 -i -w 2 --tun-type ipip",
            "-A -t [2001:db8::254]:80 -s wlc",
            "-a -t [2001:db8::254]:80 -r [2001:db8::18]:80 -g -w 1",
            "-a -t [2001:db8::254]:80 -r [2001:db8::20]:8080 -m -w 1",
            "-a -t [2001:db8::254]:80 -r [2001:db8::22]:80 -i -w 1 --tun-type ipip",
            "-A -u 192.168.0.253:53 -s wrr -p 300 -M 255.255.255.0 -o",
            "-A -f 7 -s sh -b sh-port");
    assertThat(steps.getOrDefault("thresholds", "")).containsPattern("192.168.0.20:8080 +100 +50 ");
    assertThat(rules(steps.getOrDefault("edited", "")))
        .isEqualTo(
            """
            -A -t 192.168.0.254:80 -s wrr
            -a -t 192.168.0.254:80 -r 192.168.0.18:80 -g -w 0
            -a -t 192.168.0.254:80 -r 192.168.0.24:80 -g -w 5
            """);
    assertThat(rules(steps.getOrDefault("removed", ""))).isEmpty();
    assertThat(steps.getOrDefault("no such scheduler", ""))
        .contains("this kernel has no scheduler 'nosuch' (module ip_vs_nosuch)");
    assertThat(steps.getOrDefault("no unicast address", ""))
        .contains("its address is not a unicast address that this host has a route to");
    assertThat(steps.getOrDefault("foreign", "").lines())
        .contains("unmanaged ipvs[192.168.0.252:25/tcp]", "-A -t 192.168.0.252:25 -s rr");
    assertThat(rules(steps.getOrDefault("exclusive", "")))
        .isEqualTo("-A -t 192.168.0.254:80 -s rr\n");
    // Debian's guest kernel has all schedulers except twos; the error names a missing one.
    assertThat(rules(steps.getOrDefault("schedulers", "")).lines()).hasSize(13);
    assertThat(steps.getOrDefault("schedulers", ""))
        .contains("this kernel has no scheduler 'twos'");
    assertThat(rules(steps.getOrDefault("thousand", "")).lines())
        .hasSize(1001)
        .filteredOn(line -> line.endsWith("-g -w 1"))
        .hasSize(1000);
    assertThat(rules(steps.getOrDefault("thousand edited", "")).lines())
        .filteredOn(line -> line.endsWith("-g -w 2"))
        .hasSize(1000);
    assertThat(steps.getOrDefault("thousand edited", "")).contains("statistics 1000");
    assertThat(rules(steps.getOrDefault("emptied", ""))).isEmpty();
    steps.remove("schedulers");
    assertThat(steps.values())
        .noneMatch(text -> text.contains("left ") && !text.contains("left 0"));
  }

  private static String rules(String step) {
    return step.lines()
        .filter(line -> line.startsWith("-"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }
}
