package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a virtual router wants done, in the order in which it says so. */
public sealed interface Effect {

  /** What is to be told, and nothing else. */
  sealed interface News extends Effect {}

  /** Send an advertisement of this priority; 0 says that the master leaves. */
  record SendAdvertisement(int priority) implements Effect {}

  /** Announce every virtual address this many times by gratuitous ARP. */
  record AnnounceAddresses(int times) implements Effect {}

  /**
   * Tell that the state changed.
   *
   * @param peer whose advertisement caused it, as in {@link Advertisement#source}; null if none did
   */
  record ChangeState(
      State from, State to, Reason reason, @Nullable InetAddress peer, int peerPriority)
      implements News {}

  /** Tell that the effective priority changed. */
  record ChangePriority(int from, int to) implements News {}

  /** Tell that somebody of lower priority believed to be master. */
  record HearLower(InetAddress peer, int priority) implements News {}

  /**
   * Tell that another one is master beside us.
   *
   * @param priority as it says; 0 if that cannot be read
   * @param rejected why its packets are not accepted; null if they are
   * @param sinceNanos when it was first heard
   */
  record SeeTwoMasters(
      InetAddress peer, int priority, @Nullable RejectReason rejected, long sinceNanos)
      implements News {}

  /** Tell that this one is master no more, or that we are not. */
  record SeeOneMaster(InetAddress peer, long lastedNanos) implements News {}

  /** Those of the first list, then those of the second. */
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

  /** Announces the addresses so many times, if at all. */
  static List<Effect> announce(int times) {
    return times == 0 ? List.of() : List.of(new AnnounceAddresses(times));
  }

  /** Says that the master leaves. */
  static List<Effect> release() {
    return List.of(new SendAdvertisement(0));
  }
}
