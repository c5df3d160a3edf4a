package org.hactl.vrrp;

/** What a virtual router wants done, in the order in which it says so. */
sealed interface Effect {

  /** Send an advertisement of this priority; 0 says that the master leaves. */
  record SendAdvertisement(int priority) implements Effect {}

  /** Announce every virtual address this many times by gratuitous ARP. */
  record AnnounceAddresses(int times) implements Effect {}

  /**
   * Tell that the state changed.
   *
   * @param peer whose advertisement caused it, as in {@link Advertisement#source}; 0 if none did
   */
  record ChangeState(State from, State to, Reason reason, int peer, int peerPriority)
      implements Effect {}
}
