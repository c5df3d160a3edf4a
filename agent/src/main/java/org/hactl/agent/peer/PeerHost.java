package org.hactl.agent.peer;

import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteKeys;
import org.hactl.vrrp.model.Deference;
import org.jspecify.annotations.Nullable;

/** The host that a {@link Conversation} speaks for, and who is told what it decides. */
public interface PeerHost {
  /** The keys of the site; empty if this host holds none. */
  Optional<SiteKeys> keys();

  /** What the host holds and runs; empty if it runs no virtual router or holds no generation. */
  Optional<LocalSite> local();

  /**
   * Makes a router stand back.
   *
   * @param why in words; null for {@link Deference#NONE}
   */
  void defer(String router, Deference level, @Nullable String why);

  /**
   * Confirms the version of the site that waits on this host.
   *
   * @param peer the director that has confirmed it
   */
  void follow(String peer, long serial);

  /** Makes a router give its role away. */
  void giveUp(String router);

  /**
   * This host holds an older version of the site. Told once for each newer serial.
   *
   * @param peer the director that holds the newer one
   * @param routers those that stand back
   */
  void older(long serial, long newest, String peer, List<String> routers);

  /** This host, which was told to be older, holds the newest version again. */
  void upToDate(long serial);
}
