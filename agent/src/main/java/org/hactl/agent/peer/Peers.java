package org.hactl.agent.peer;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.hactl.agent.peer.PeerCodec.Decoded;
import org.hactl.agent.peer.PeerCodec.Refusal;
import org.hactl.agent.peer.StandBack.Verdict;
import org.hactl.api.PeersView;
import org.hactl.api.SiteKeys;
import org.hactl.api.SiteVersion;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.libc.Threads;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other directors which version of the site this host holds, hears theirs, and makes the
 * virtual routers of this host stand back where theirs is newer. Works on the thread {@code peers},
 * which has no real-time priority: the VRRP engine only gets its decisions.
 */
public final class Peers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  /** While it waits for a word of another director, it asks this often. */
  private static final long ASK_NANOS = 300_000_000L;

  private final PeerHost host;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final SecureRandom random = new SecureRandom();
  private final EventPoll poll = EventPoll.open();
  private final PeerSockets sockets = new PeerSockets(poll);
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final Map<String, Verdict> told = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("peers").daemon(true).unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean woken = true;
  private volatile PeersView view = PeersView.NONE;
  private volatile Map<String, String> reasons = Map.of();

  /** What is known with one key. */
  private @Nullable Talk talk;

  /** What the host said in the last turn; null if there is nothing to tell. */
  private @Nullable LocalSite local;

  private long toldNewest;
  private boolean heardNews;

  private record Talk(
      SiteKeys keys,
      PeerCodec codec,
      PeerExchange exchange,
      StandBack standBack,
      long sinceMillis) {
    /** The same conversation, of which a key is replaced. */
    Talk with(SiteKeys others) {
      return new Talk(others, new PeerCodec(others), exchange, standBack, sinceMillis);
    }
  }

  /**
   * @param nanos a monotonic clock
   * @param millis the wall clock, since the epoch
   */
  public Peers(PeerHost host, LongSupplier nanos, LongSupplier millis) {
    this.host = host;
    this.nanos = nanos;
    this.millis = millis;
  }

  public void start() {
    thread.start();
  }

  /**
   * Something that {@link PeerHost} tells has changed. Any thread may call this; it never waits.
   */
  public void wake() {
    woken = true;
    poll.wake();
  }

  /** What was heard, for the status. Any thread may call this. */
  public PeersView view() {
    return view;
  }

  /** Why routers stand back, by name, for the status. Any thread may call this. */
  public Map<String, String> reasons() {
    return reasons;
  }

  private void run() {
    while (!stopping) {
      long nextNanos = nanos.getAsLong() + PeerExchange.INTERVAL.toNanos();
      try {
        turn();
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("error", e.toString()).log("cannot speak with other directors");
      }
      while (!stopping && !woken && !heardNews && waitNanos(nextNanos) > 0) {
        poll.await(waitNanos(nextNanos), this::read);
      }
    }
    sockets.close();
    poll.close();
  }

  private long waitNanos(long latestNanos) {
    Talk now = talk;
    long nextNanos =
        now == null || local == null
            ? latestNanos
            : Math.min(latestNanos, now.exchange().nextNanos());
    return nextNanos - nanos.getAsLong();
  }

  /** Does what is due. */
  private void turn() {
    woken = false;
    heardNews = false;
    long nowNanos = nanos.getAsLong();
    Talk now = talk(nowNanos);
    Optional<LocalSite> found = now == null ? Optional.empty() : host.local();
    if (now == null || found.isEmpty()) {
      local = null;
      rest(now);
      return;
    }
    local = found.get();
    speak(now, found.get(), nowNanos);
  }

  private void speak(Talk now, LocalSite local, long nowNanos) {
    Map<String, HeardPeer> heard = now.exchange().heard(nowNanos);
    Following.of(local, heard.values()).ifPresent(peer -> host.follow(peer.host(), peer.serial()));
    Map<String, Verdict> verdicts = now.standBack().verdicts(local, heard.values(), nowNanos);
    carryOut(verdicts, local);
    report(heard, verdicts, local);
    boolean urgent = now.standBack().needsWord();
    if (urgent) {
      now.exchange().within(ASK_NANOS, nowNanos);
    }
    now.exchange().tellChanges(local, nowNanos);
    if (now.exchange().nextNanos() - nowNanos <= 0) {
      sockets.follow(configs(local));
      for (PeerMessage message : now.exchange().round(local, urgent, nowNanos)) {
        sockets.send(now.codec().encode(message));
      }
      if (urgent) {
        now.exchange().within(ASK_NANOS, nowNanos);
      }
    }
    view = view(now, heard, local);
  }

  private static List<RouterConfig> configs(LocalSite local) {
    return local.state().virtualRouters().stream().map(VirtualRouterSpec::config).toList();
  }

  /** The conversation with the present key; null without a key. */
  private @Nullable Talk talk(long nowNanos) {
    SiteKeys keys = host.keys().orElse(null);
    Talk before = talk;
    if (keys == null) {
      talk = null;
    } else if (before != null && before.keys().sharesOneWith(keys)) {
      talk = before.keys().equals(keys) ? before : before.with(keys);
    } else {
      talk =
          new Talk(
              keys,
              new PeerCodec(keys),
              new PeerExchange(random::nextLong, nowNanos),
              new StandBack(),
              millis.getAsLong());
    }
    return talk;
  }

  private void rest(@Nullable Talk now) {
    sockets.follow(List.of());
    keepOnly(Map.of());
    reasons = Map.of();
    view =
        now == null
            ? PeersView.NONE
            : new PeersView(now.keys().key().id(), now.sinceMillis(), List.of(), counts(), "");
  }

  private void carryOut(Map<String, Verdict> verdicts, LocalSite local) {
    keepOnly(verdicts);
    Map<String, String> texts = new TreeMap<>();
    verdicts.forEach((router, verdict) -> {
      String why = verdict.text(local.serial());
      if (why != null) {
        texts.put(router, why);
      }
      if (!verdict.equals(told.put(router, verdict))) {
        host.defer(router, verdict.level(), why);
      }
      if (verdict.givesUp()) {
        log.atWarn()
            .addKeyValue("router", router)
            .addKeyValue("peer", verdict.peer())
            .addKeyValue("serial", local.serial())
            .addKeyValue("newest", verdict.serial())
            .log("gives its role to a director with a newer version of the site");
        host.giveUp(router);
      }
    });
    reasons = Map.copyOf(texts);
  }

  /** A router that is not among these does not stand back any more. */
  private void keepOnly(Map<String, Verdict> verdicts) {
    for (String router : new HashSet<>(told.keySet())) {
      if (!verdicts.containsKey(router)) {
        told.remove(router);
        host.defer(router, Deference.NONE, null);
      }
    }
  }

  private void report(
      Map<String, HeardPeer> heard, Map<String, Verdict> verdicts, LocalSite local) {
    SiteVersion confirmed = local.version();
    if (toldNewest > 0 && confirmed != null && confirmed.serial() >= toldNewest) {
      toldNewest = 0;
      host.upToDate(confirmed.serial());
    }
    if (verdicts.isEmpty()) {
      // The routers have not started yet: what they do is part of the report.
      return;
    }
    heard.values().stream()
        .filter(peer -> StandBack.isNewer(peer, local) && peer.serial() > toldNewest)
        .max(Comparator.comparingLong(HeardPeer::serial))
        .ifPresent(peer -> {
          toldNewest = peer.serial();
          List<String> routers = new ArrayList<>();
          verdicts.forEach((router, verdict) -> {
            if (verdict.peer() != null) {
              routers.add(router);
            }
          });
          host.older(local.serial(), peer.serial(), peer.host(), routers);
        });
  }

  private PeersView view(Talk now, Map<String, HeardPeer> heard, LocalSite local) {
    List<PeersView.Peer> peers =
        heard.values().stream()
            .sorted(Comparator.comparing(HeardPeer::host))
            .map(peer ->
                new PeersView.Peer(peer.host(), peer.serial(), StandBack.isNewer(peer, local)))
            .toList();
    return new PeersView(
        now.keys().key().id(), now.sinceMillis(), peers, counts(), sockets.error());
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((reason, count) -> counts.put(reason.text(), count));
    return counts;
  }

  private void read(int fd) {
    sockets.read(fd, this::hear);
  }

  /** A copy of an old packet costs no question to the VRRP engine. */
  private void hear(ByteBuffer packet) {
    Talk now = talk;
    LocalSite here = local;
    if (now == null || here == null) {
      return;
    }
    switch (now.codec().decode(packet)) {
      case Decoded.Refused(Refusal why) -> refused.merge(why, 1L, Long::sum);
      case Decoded.Heard(PeerMessage message) ->
          heardNews |= now.exchange().hear(message, here, nanos.getAsLong());
    }
  }

  /** Stops the thread and waits for its end. The routers keep what they were told last. */
  @Override
  public void close() {
    stopping = true;
    poll.wake();
    Threads.join(thread);
  }
}
