package org.hactl.vrrp;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What a router is: its configuration, its effective priority and its address. */
final class RouterSelf {
  private RouterConfig config;
  private RouterConfig rules;
  private final EffectivePriority priority;
  private @Nullable InetAddress address;

  RouterSelf(RouterConfig config) {
    this.config = config;
    this.rules = Strict.applied(config);
    this.priority = new EffectivePriority(config.priority());
  }

  void configure(RouterConfig changed) {
    config = changed;
    rules = Strict.applied(changed);
    priority.configure(changed.priority());
  }

  void address(InetAddress primary) {
    address = primary;
  }

  /** As the site has it. */
  RouterConfig config() {
    return config;
  }

  /** As it is acted upon. */
  RouterConfig rules() {
    return rules;
  }

  EffectivePriority effective() {
    return priority;
  }

  int priority() {
    return priority.value();
  }

  boolean isOwner() {
    return priority.isOwner();
  }

  /** The owner of the addresses is master whatever others say, to the letter. */
  boolean heedsNobody() {
    return rules.conduct().strict() && isOwner();
  }

  /** Whether a master has to make way for that one. */
  boolean isOutrankedBy(Advertisement heard) {
    return heard.priority() > priority()
        || (heard.priority() == priority()
            && (address == null || InetAddressOrder.compare(heard.source(), address) > 0));
  }

  /** What it advertises from; null if it has none. */
  @Nullable InetAddress address() {
    return address;
  }

  long intervalNanos() {
    return config.advertInterval().toNanos();
  }
}
