package org.hactl.control.version;

import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;
import org.jspecify.annotations.Nullable;

/** A director that can hold the key of the site. */
public interface KeyHolder {
  /**
   * Which key it holds; empty if it does not say, as an older agent.
   *
   * @param withValue whether it tells the key itself
   */
  Optional<Reply.KeyOfSite> keyOfSite(boolean withValue);

  /**
   * Gives it this key. A director that does not take it goes on as before.
   *
   * @param accepted another key that it accepts; null for none
   * @return why it was not taken, with the name of the director; empty if it was
   */
  Optional<String> hold(SiteKey key, @Nullable SiteKey accepted);
}
