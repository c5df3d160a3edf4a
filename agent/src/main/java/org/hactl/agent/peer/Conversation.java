package org.hactl.agent.peer;

import java.nio.ByteBuffer;
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
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host tells the other directors of its version of the site, what it hears of theirs, and
 * which of its virtual routers stand back because of it. For one thread, except for {@link #view}
 * and {@link #reasons}.
 */
public final class Conversation {
  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  /** While it waits for a word of another director, it asks this often. */
  private static final long ASK_NANOS = 300_000_000L;

  private final PeerHost host;
  private final Wire wire;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final LongSupplier random;
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final Map<String, Verdict> told = new HashMap<>();
  private volatile PeersView view = PeersView.NONE;
  private volatile Map<String, String> reasons = Map.of();

  /** The way to the other directors. */
  public interface Wire {
    /** Listens and sends where these routers do. */
    void follow(List<RouterConfig> routers);

    void send(byte[] packet);

    /** Why the last messages could not be sent, or none can be received; empty for no error. */
    String error();
  }

  /** What is known with one key. */
  private @Nullable Talk talk;

  /** What the host said in the last turn; null if there is nothing to tell. */
  private @Nullable LocalSite local;

  private long toldNewest;
  private boolean heardNews;
  private long latestNanos;

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
   * @param random numbers that no other host can guess
   */
  public Conversation(
      PeerHost host, Wire wire, LongSupplier nanos, LongSupplier millis, LongSupplier random) {
    this.host = host;
    this.wire = wire;
    this.nanos = nanos;
    this.millis = millis;
    this.random = random;
  }

  /** What was heard, for the status. Any thread may call this. */
  public PeersView view() {
    return view;
  }

  /** Why routers stand back, by name, for the status. Any thread may call this. */
  public Map<String, String> reasons() {
    return reasons;
  }

  /** Whether a message told something that asks for a {@link #turn} at once. */
  public boolean heardNews() {
    return heardNews;
  }

  /** When the next turn is due, by the monotonic clock. */
  public long nextNanos() {
    Talk now = talk;
    return now == null || local == null
        ? latestNanos
        : Math.min(latestNanos, now.exchange().nextNanos());
  }

  /** Does what is due. */
  public void turn() {
    heardNews = false;
    long nowNanos = nanos.getAsLong();
    latestNanos = nowNanos + PeerExchange.INTERVAL.toNanos();
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
      wire.follow(configs(local));
      for (PeerMessage message : now.exchange().round(local, urgent, nowNanos)) {
        wire.send(now.codec().encode(message));
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
              new PeerExchange(random, nowNanos),
              new StandBack(),
              millis.getAsLong());
    }
    return talk;
  }

  private void rest(@Nullable Talk now) {
    wire.follow(List.of());
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
    return new PeersView(now.keys().key().id(), now.sinceMillis(), peers, counts(), wire.error());
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((reason, count) -> counts.put(reason.text(), count));
    return counts;
  }

  /** A packet of another host. A copy of an old one costs no question to the VRRP engine. */
  public void hear(ByteBuffer packet) {
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
}
