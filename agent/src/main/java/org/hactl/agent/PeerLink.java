package org.hactl.agent;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hactl.agent.converge.Generations;
import org.hactl.agent.converge.hold.HostHolds;
import org.hactl.agent.engines.HandOverRequests;
import org.hactl.agent.engines.HandOvers;
import org.hactl.agent.engines.VrrpHost;
import org.hactl.agent.peer.LocalSite;
import org.hactl.agent.peer.PeerHost;
import org.hactl.agent.serve.HostLock;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.SiteKeyFile;
import org.hactl.api.SiteKeys;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/** What the conversation with other directors learns of this host, and does on it. */
public final class PeerLink implements PeerHost {
  private final SiteKeyFile keys;
  private final HostLock lock;
  private final News news;
  private @Nullable Generations generations;
  private @Nullable VrrpHost vrrp;
  private @Nullable HandOvers handOvers;
  private @Nullable HandOverRequests handOverRequests;
  private @Nullable HostHolds holds;

  /** Who reports that this host holds an older version of the site. */
  public interface News {
    /** See {@link PeerHost#older}. */
    void olderSite(long serial, long newest, String peer, List<String> routers);

    /** See {@link PeerHost#upToDate}. */
    void olderSiteOver(long serial);
  }

  public PeerLink(SiteKeyFile keys, HostLock lock, News news) {
    this.keys = keys;
    this.lock = lock;
    this.news = news;
  }

  /** Must be called before the conversation starts. */
  public void connect(
      Generations ofHost,
      HostHolds ofOperators,
      VrrpHost routers,
      HandOvers handedOver,
      HandOverRequests toHandOver) {
    generations = ofHost;
    holds = ofOperators;
    vrrp = routers;
    handOvers = handedOver;
    handOverRequests = toHandOver;
  }

  @Override
  public Optional<SiteKeys> keys() {
    return keys.get();
  }

  @Override
  public Optional<LocalSite> local() {
    Generations all = Objects.requireNonNull(generations);
    Optional<Generation> confirmed = all.confirmed();
    Optional<VrrpStatus> status = Objects.requireNonNull(vrrp).status();
    Optional<SiteVersion> following = all.confirmation().following();
    // A director with its first generation hears whether the others have confirmed theirs.
    Optional<Generation> inForce = all.current();
    Optional<Generation> speaks = following.isPresent() ? inForce : confirmed;
    if (inForce.isEmpty() || speaks.isEmpty() || speaks.get().state().virtualRouters().isEmpty()) {
      return Optional.empty();
    }
    HostState state = inForce.get().state();
    SiteVersion version = inForce.get().version();
    return Optional.of(
        new LocalSite(
            state,
            confirmed.map(Generation::version).orElse(null),
            inForce.get().digest(),
            version == null ? 0 : version.serial(),
            status.map(VrrpStatus::routers).orElse(List.of()),
            lock.holder().isPresent() || all.pendingNumber() != 0 || all.isConverging(),
            released(state),
            following.orElse(null)));
  }

  private Set<String> released(HostState state) {
    return Objects.requireNonNull(holds).current().maintenance(state.host()).isPresent()
        ? state.routerNames()
        : Objects.requireNonNull(handOvers).routers();
  }

  @Override
  public void defer(String router, Deference level, @Nullable String why) {
    Objects.requireNonNull(vrrp).defer(router, level, why);
  }

  @Override
  public void follow(String peer, long serial) {
    Objects.requireNonNull(generations).confirmation().follow(peer, serial);
  }

  @Override
  public void giveUp(String router) {
    Objects.requireNonNull(handOverRequests).giveUp(router);
  }

  @Override
  public void older(long serial, long newest, String peer, List<String> routers) {
    news.olderSite(serial, newest, peer, routers);
  }

  @Override
  public void upToDate(long serial) {
    news.olderSiteOver(serial);
  }
}
