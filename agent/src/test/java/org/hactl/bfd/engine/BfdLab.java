package org.hactl.bfd.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.vrrp.interop.LabNetwork;

/** Our engine in one namespace, and a second namespace for its peer, joined by one link. */
final class BfdLab implements AutoCloseable {
  static final String OWN = "192.0.2.2";
  static final String PEER = "192.0.2.1";
  static final String OWN_INET6 = "2001:db8::2";
  static final String PEER_INET6 = "2001:db8::1";

  private final LabNetwork network = new LabNetwork(OWN, PEER);
  private final List<BfdTransition> transitions = new CopyOnWriteArrayList<>();
  private final BfdEngine engine;

  BfdLab() {
    engine = LabNetwork.inside(network.ours(), () -> BfdEngine.start(transitions::add));
  }

  String peers() {
    return network.peers();
  }

  String ours() {
    return network.ours();
  }

  BfdEngine engine() {
    return engine;
  }

  List<BfdTransition> transitions() {
    return transitions;
  }

  BfdSessionStatus status() {
    return engine.status().sessions().getFirst();
  }

  /** Drops every packet to and from the peer, while every link stays up. */
  void cut() {
    String rules =
        "table inet cut { chain in { type filter hook input priority 0; policy drop; };"
            + " chain out { type filter hook output priority 0; policy drop; }; }";
    LabNetwork.run("ip", "netns", "exec", peers(), "nft", rules);
  }

  void heal() {
    LabNetwork.run("ip", "netns", "exec", peers(), "nft", "delete table inet cut");
  }

  /** Waits until the last transition leads to this state, and returns it. */
  BfdTransition await(BfdState state) {
    await("our session is " + state)
        .until(() -> !transitions.isEmpty() && transitions.getLast().to() == state);
    return transitions.getLast();
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(10));
  }

  @Override
  public void close() {
    engine.close();
    network.close();
  }
}
