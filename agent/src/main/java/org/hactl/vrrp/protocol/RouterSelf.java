package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/** What a router is: its configuration, its effective priority and its address. */
public final class RouterSelf {
  private RouterConfig config;
  private RouterConfig rules;
  private final EffectivePriority priority;
  private @Nullable InetAddress address;
  private boolean checked = true;
  private Deference deference = Deference.NONE;

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

  /** The configuration. */
  public RouterConfig config() {
    return config;
  }

  /** The configuration with the rules of strict mode applied. */
  public RouterConfig rules() {
    return rules;
  }

  /** Sets whether the checks of the router's virtual services have decided. */
  void checked(boolean decided) {
    checked = decided;
  }

  /**
   * Whether the router waits for its checks before it takes the role from a running master; an
   * owner does not wait.
   */
  boolean awaitsChecks() {
    return !checked && !isOwner();
  }

  /** Sets how far the router stands back for a director with a newer version of the site. */
  void defer(Deference level) {
    deference = level;
  }

  /** Whether the router stands back at least that far; an owner never does. */
  boolean defers(Deference level) {
    return deference.compareTo(level) >= 0 && !isOwner();
  }

  EffectivePriority effective() {
    return priority;
  }

  public int priority() {
    return priority.value();
  }

  boolean isOwner() {
    return priority.isOwner();
  }

  /** In strict mode the address owner stays master whatever its peers advertise. */
  boolean ignoresPeers() {
    return rules.options().strict() && isOwner();
  }

  /** Whether a master has to yield to the sender of this advertisement. */
  boolean isOutrankedBy(Advertisement heard) {
    return heard.priority() > priority()
        || (heard.priority() == priority()
            && (address == null || InetAddressOrder.compare(heard.source(), address) > 0));
  }

  /** The address that the router advertises from; null while it has none. */
  @Nullable InetAddress address() {
    return address;
  }

  /** How often the router advertises; as often as both need while its interval changes. */
  public long intervalNanos() {
    long nanos = config.advertInterval().toNanos();
    RouterConfig other = config.alsoHeard();
    return other == null ? nanos : Math.min(nanos, other.advertInterval().toNanos());
  }

  /** The longest interval that a master may have while the interval changes. */
  long longestIntervalNanos() {
    long nanos = config.advertInterval().toNanos();
    RouterConfig other = config.alsoHeard();
    return other == null ? nanos : Math.max(nanos, other.advertInterval().toNanos());
  }
}
