package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An action that a virtual router asks for; actions are done in the order given. */
public sealed interface Effect {

  /** An effect that only reports something. */
  sealed interface News extends Effect {}

  /** Send an advertisement with this priority; 0 means that the master gives the role away. */
  record SendAdvertisement(int priority) implements Effect {}

  /** Announce every virtual address this many times by gratuitous ARP. */
  record AnnounceAddresses(int times) implements Effect {}

  /**
   * Report that the state changed.
   *
   * @param peer the {@link Advertisement#source} that caused the change; null for any other cause
   * @param peerPriority the priority of the peer; 0 without a peer
   */
  record ChangeState(
      State from, State to, Reason reason, @Nullable InetAddress peer, int peerPriority)
      implements News {}

  /** Report that the effective priority changed. */
  record ChangePriority(int from, int to) implements News {}

  /** Report that another host of lower priority advertised as master. */
  record HearLower(InetAddress peer, int priority) implements News {}

  /**
   * Report that another host is master of this router at the same time as this host.
   *
   * @param priority the priority that it advertises; 0 if its packets cannot be read
   * @param rejected why its packets are not accepted; null if they are accepted
   * @param sinceNanos when this host first heard the other master
   */
  record SeeTwoMasters(
      InetAddress peer, int priority, @Nullable RejectReason rejected, long sinceNanos)
      implements News {}

  /** Report that one of the two masters is no longer master. */
  record SeeOneMaster(InetAddress peer, long lastedNanos) implements News {}

  /** The effects of the first list, then those of the second. */
  static List<Effect> concat(List<Effect> first, List<Effect> second) {
    if (first.isEmpty()) {
      return second;
    }
    if (second.isEmpty()) {
      return first;
    }
    List<Effect> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** Announces the addresses this many times; nothing for 0. */
  static List<Effect> announce(int times) {
    return times == 0 ? List.of() : List.of(new AnnounceAddresses(times));
  }

  /** Send an advertisement with priority 0: the master gives the role away. */
  static List<Effect> release() {
    return List.of(new SendAdvertisement(0));
  }
}
