package org.hactl.agent.peer;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hactl.agent.peer.PeerMessage.Answer;
import org.hactl.agent.peer.PeerMessage.Router;
import org.hactl.agent.peer.PeerMessage.Wire;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with the other directors: what to send and when, and which of them were heard.
 * Pure; all times are nanoseconds on one monotonic clock. See {@link PeerMessage} for why a
 * replayed message does not count. For one thread.
 */
final class PeerExchange {
  /** Two of four messages can be lost before a director counts as not heard. */
  static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

  static final Duration INTERVAL = Duration.ofSeconds(2);

  /** Answers come at most this often, however many messages ask for one. */
  static final Duration SPACING = Duration.ofMillis(200);

  /** More directors than a site has; a stranger with the key cannot fill the memory. */
  static final int MAX_PEERS = 32;

  private static final int DIGEST_DIGITS = 16;

  /** A challenge that this host sent. */
  private record Sent(long challenge, long atNanos) {}

  /** The challenges of another host, which are answered to it. */
  private record Asked(long proven, long latest, long atNanos) {}

  private final LongSupplier random;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Map<String, Asked> asked = new TreeMap<>();
  private final Map<String, HeardPeer> heard = new TreeMap<>();

  /** This host's routers in the last round. */
  private List<Router> said = List.of();

  private long nextNanos;
  private long lastRoundNanos = Long.MIN_VALUE / 2;
  private long lastSentNanos = Long.MIN_VALUE;

  /**
   * @param random gives a challenge that no one can foresee
   */
  PeerExchange(LongSupplier random, long nowNanos) {
    this.random = random;
    this.nextNanos = nowNanos;
  }

  /** The first digits of a digest in hexadecimal as a number; 0 for an empty one. */
  static long shortDigest(@Nullable String digest) {
    return digest == null || digest.length() < DIGEST_DIGITS
        ? 0
        : Long.parseUnsignedLong(digest.substring(0, DIGEST_DIGITS), 16);
  }

  /**
   * Takes an authentic message.
   *
   * @return whether it says something that was not known
   */
  boolean hear(PeerMessage message, LocalSite local, long nowNanos) {
    if (message.host().equals(local.host()) || !message.site().equals(local.site())) {
      return false;
    }
    forget(nowNanos);
    String host = message.host();
    Answer forUs =
        message.answers().stream()
            .filter(each -> each.host().equals(local.host()))
            .findFirst()
            .orElse(null);
    Sent proof = forUs == null ? null : proof(forUs);
    Asked before = asked.get(host);
    if (before == null && asked.size() >= MAX_PEERS) {
      return false;
    }
    HeardPeer known = heard.get(host);
    boolean news =
        proof != null && (known == null || known.isBefore(proof.atNanos(), message.sentNanos()));
    long proven = before == null ? 0 : before.proven();
    asked.put(host, new Asked(news ? message.challenge() : proven, message.challenge(), nowNanos));
    if (proof == null || message.urgent()) {
      // It has not heard this host yet, or not for a while, or needs the answer at once.
      soon(nowNanos);
    }
    if (news && proof != null && forUs != null) {
      heard.put(host, HeardPeer.after(known, message, forUs.wanted(), proof.atNanos(), nowNanos));
    }
    return news;
  }

  private @Nullable Sent proof(Answer answer) {
    for (Sent each : sent) {
      if (each.challenge() == answer.proven() || each.challenge() == answer.latest()) {
        return each;
      }
    }
    return null;
  }

  /** The next round comes as soon as the spacing allows. */
  void soon(long nowNanos) {
    within(SPACING.toNanos(), nowNanos);
  }

  /** The next round comes at most so long after the last one. */
  void within(long afterNanos, long nowNanos) {
    nextNanos = Math.min(nextNanos, Math.max(nowNanos, lastRoundNanos + afterNanos));
  }

  /** A router that has changed since the last round is told soon. */
  void tellChanges(LocalSite local, long nowNanos) {
    if (!routers(local).equals(said)) {
      soon(nowNanos);
    }
  }

  /** When {@link #round} is due. */
  long nextNanos() {
    return nextNanos;
  }

  /**
   * The messages of one round.
   *
   * @param urgent whether the others shall answer at once
   */
  List<PeerMessage> round(LocalSite local, boolean urgent, long nowNanos) {
    forget(nowNanos);
    lastRoundNanos = nowNanos;
    nextNanos = nowNanos + INTERVAL.toNanos();
    long challenge = random.getAsLong();
    sent.addFirst(new Sent(challenge, nowNanos));
    List<Answer> answers = new ArrayList<>();
    asked.forEach((host, each) ->
        answers.add(
            new Answer(
                host, each.proven(), each.latest(), shortDigest(local.members().get(host)))));
    long serial = local.version() == null ? 0 : local.version().serial();
    List<PeerMessage> messages = new ArrayList<>();
    said = routers(local);
    for (List<Router> some : parts(said)) {
      lastSentNanos = Math.max(lastSentNanos + 1, nowNanos);
      messages.add(
          new PeerMessage(
              local.site(), local.host(), serial, lastSentNanos, challenge, urgent, answers, some));
    }
    return messages;
  }

  private static List<List<Router>> parts(List<Router> routers) {
    List<List<Router>> parts = new ArrayList<>();
    List<Router> part = new ArrayList<>();
    int bytes = 0;
    for (Router router : routers) {
      if (bytes + PeerCodec.bytes(router) > PeerCodec.FULL_BYTES && !part.isEmpty()) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(router);
      bytes += PeerCodec.bytes(router);
    }
    parts.add(part);
    return parts;
  }

  /** This host's routers as others are told of them. */
  static List<Router> routers(LocalSite local) {
    Map<String, VirtualRouterSpec> specs =
        local.state().virtualRouters().stream()
            .collect(Collectors.toMap(VirtualRouterSpec::name, each -> each, (one, _) -> one));
    List<Router> routers = new ArrayList<>();
    for (RouterStatus status : local.routers()) {
      VirtualRouterSpec spec = specs.get(status.name());
      if (spec != null) {
        Set<InetAddress> addresses = new HashSet<>(spec.config().addresses());
        spec.announcing().announced().forEach(each -> addresses.add(each.address()));
        routers.add(
            new Router(
                status.name(),
                new Wire(
                    spec.config().virtualRouterId(),
                    spec.config().version(),
                    spec.config().family()),
                status.state(),
                isFit(status) && !local.released().contains(status.name()),
                addresses));
      }
    }
    routers.sort(Comparator.comparing(Router::name));
    return routers;
  }

  /** A router that is handing its role over is not. */
  private static boolean isFit(RouterStatus status) {
    boolean leaves = status.state() == State.MASTER && status.role().reason() == Reason.OPERATOR;
    return status.priority().tracked().rank().reason() == null && !leaves;
  }

  /** The directors that were heard in time, by name. */
  Map<String, HeardPeer> heard(long nowNanos) {
    forget(nowNanos);
    return new HashMap<>(heard);
  }

  private void forget(long nowNanos) {
    long sinceNanos = nowNanos - HEARD_WITHIN.toNanos();
    sent.removeIf(each -> each.atNanos() - sinceNanos < 0);
    asked.values().removeIf(each -> each.atNanos() - sinceNanos < 0);
    heard.values().removeIf(each -> each.saidNanos() - sinceNanos < 0);
  }
}
