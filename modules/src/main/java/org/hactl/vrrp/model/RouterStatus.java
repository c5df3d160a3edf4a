package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at one moment.
 *
 * @param otherMaster another host that is master of this router at the same time; null if there is
 *     none
 * @param maxTimerLateness the longest delay with which one of its timers fired
 */
public record RouterStatus(
    Identity identity,
    Role role,
    Priority priority,
    Master master,
    @Nullable OtherMaster otherMaster,
    Traffic traffic,
    Duration maxTimerLateness) {

  /**
   * The router's identity.
   *
   * @param group its sync group, or null
   * @param address the source of its advertisements; null while the interface has none
   * @param alsoHeard how the advertisements differ that it also sends and accepts while it changes
   *     in stages, in the form {@code vrid 51}; empty if it does not change
   */
  public record Identity(
      String name,
      String interfaceName,
      VrrpVersion version,
      int virtualRouterId,
      @Nullable String group,
      @Nullable InetAddress address,
      List<String> alsoHeard) {
    public Identity {
      alsoHeard = List.copyOf(alsoHeard);
    }
  }

  /**
   * The router's state, and the reason for it.
   *
   * @param since when the router entered this state
   * @param reason why the router entered this state
   * @param detail the cause of the router's own fault in the system's words, else null
   * @param transitions the number of state changes
   */
  public record Role(
      State state, Instant since, Reason reason, @Nullable String detail, long transitions) {}

  /**
   * The router's priority.
   *
   * @param effective the advertised priority: the configured priority plus the offset of tracking
   */
  public record Priority(int configured, int effective, TrackVerdict tracked) {}

  /**
   * The current master, which may be this router.
   *
   * @param address null while not known
   * @param priority 0 while not known
   * @param advertInterval the interval that the down timer uses; in version 3 the master's
   */
  public record Master(@Nullable InetAddress address, int priority, Duration advertInterval) {}

  /**
   * The packets that the router sent and received.
   *
   * @param advertisementsSent the sent advertisements, also with priority 0
   * @param advertisementsReceived the accepted advertisements
   * @param sendErrors advertisements and gratuitous ARPs that the kernel refused
   * @param lastSendError the kernel's answer at the last refusal, or null
   * @param rejected how many packets for this router were rejected, by reason; without zeros
   */
  public record Traffic(
      long advertisementsSent,
      long advertisementsReceived,
      long gratuitousArpsSent,
      long sendErrors,
      @Nullable String lastSendError,
      Map<RejectReason, Long> rejected) {
    public Traffic {
      rejected = Map.copyOf(rejected);
    }
  }

  public String name() {
    return identity.name();
  }

  public State state() {
    return role.state();
  }
}
