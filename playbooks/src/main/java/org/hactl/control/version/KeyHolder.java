package org.hactl.control.version;

import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;

/** A director that can hold the key of the site. */
public interface KeyHolder {
  /**
   * Which key it holds; empty if it does not say, as an older agent.
   *
   * @param withValue whether it tells the key itself
   */
  Optional<Reply.KeyOfSite> keyOfSite(boolean withValue);

  /** Gives it this key. A director that does not take it goes on without. */
  void hold(SiteKey key);
}
