package org.hactl.bfd.engine;

import java.util.List;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.vrrp.interop.LabNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sockets on interfaces that are removed and created again. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class BfdSocketLabTest {
  private static final String CABLE = "w0";

  @Test
  void sessionsComeUpAgainAfterTheirInterfaceWasRecreated() {
    try (BfdLab lab = new BfdLab();
        BfdEngine peer = LabNetwork.inside(lab.peers(), () -> BfdEngine.start(_ -> {}))) {
      plug(lab);
      peer.configure(List.of(session(2, 1, null, "one"), session(4, 3, null, "two")));
      lab.engine().configure(List.of(session(1, 2, CABLE, "one"), session(3, 4, CABLE, "two")));
      awaitUp(lab, "both are up");
      LabNetwork.run("ip", "-n", lab.ours(), "link", "del", CABLE);
      plug(lab);
      BfdLab.await("both have noticed")
          .until(() ->
              lab.transitions().stream()
                      .filter(each -> each.from() == BfdState.UP)
                      .map(BfdTransition::session)
                      .distinct()
                      .count()
                  == 2);
      awaitUp(lab, "both are up again");
    }
  }

  private static void plug(BfdLab lab) {
    LabNetwork.run(
        "ip",
        "-n",
        lab.ours(),
        "link",
        "add",
        CABLE,
        "type",
        "veth",
        "peer",
        "name",
        CABLE,
        "netns",
        lab.peers());
    for (int number = 1; number <= 4; number++) {
      String host = number % 2 == 0 ? lab.ours() : lab.peers();
      LabNetwork.run("ip", "-n", host, "addr", "add", "198.51.100." + number + "/24", "dev", CABLE);
    }
    LabNetwork.run("ip", "-n", lab.peers(), "link", "set", CABLE, "up");
    LabNetwork.run("ip", "-n", lab.ours(), "link", "set", CABLE, "up");
  }

  private static BfdConfig session(
      int neighbour, int own, @Nullable String interfaceName, String name) {
    return BfdFixtures.named(
        BfdFixtures.with(
            "198.51.100." + neighbour,
            "198.51.100." + own,
            interfaceName,
            50,
            50,
            3,
            false,
            false,
            255),
        name);
  }

  private static void awaitUp(BfdLab lab, String what) {
    BfdLab.await(what)
        .until(() ->
            lab.engine().status().sessions().stream()
                .allMatch(each -> each.state() == BfdState.UP));
  }
}
