package org.hactl.agent.peer;

import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hactl.agent.peer.PeerMessage.Answer;
import org.hactl.agent.peer.PeerMessage.Router;
import org.hactl.agent.peer.PeerMessage.Wire;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Digests;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * The bytes of a {@link PeerMessage}: a header with the identifier of the key, the message, and its
 * HMAC-SHA256 with the key of the site over all before it. Numbers are big-endian, texts are UTF-8
 * behind a byte with their length. Nothing of a packet is used before its code has been checked.
 */
final class PeerCodec {
  static final int MAX_BYTES = 8192;

  /** A message with more bytes than this gets no further router, so that one fits into a frame. */
  static final int FULL_BYTES = 1200;

  private static final int MAGIC = 0x68637470;
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 4 + 1 + 8;
  private static final int CODE_BYTES = 32;
  private static final int MAX_TEXT_BYTES = 255;
  private static final String ALGORITHM = "HmacSHA256";

  private final SiteKeys keys;

  PeerCodec(SiteKeys keys) {
    this.keys = keys;
  }

  private static long number(SiteKey key) {
    return Long.parseUnsignedLong(key.id(), 16);
  }

  /** Why a packet does not count. */
  enum Refusal {
    /** It is no message between directors, or of another version. */
    FORM("form"),
    /** The sender has another key of the site. */
    OTHER_KEY("other-key"),
    /** It was changed on the way, or forged. */
    CODE("code");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    /** The word for status and metrics. */
    String text() {
      return text;
    }
  }

  /** What a packet is. */
  sealed interface Decoded {
    record Heard(PeerMessage message) implements Decoded {}

    record Refused(Refusal why) implements Decoded {}
  }

  /** The bytes of a router in a message. */
  static int bytes(Router router) {
    return 1 + text(router.name()).length + 6 + 17 * router.addresses().size();
  }

  byte[] encode(PeerMessage message) {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    out.putInt(MAGIC).put(VERSION).putLong(number(keys.key()));
    put(out, message.site());
    put(out, message.host());
    out.putLong(message.serial()).putLong(message.sentNanos()).putLong(message.challenge());
    out.put((byte) (message.urgent() ? 1 : 0));
    out.put((byte) message.answers().size());
    for (Answer answer : message.answers()) {
      put(out, answer.host());
      out.putLong(answer.proven()).putLong(answer.latest()).putLong(answer.wanted());
    }
    out.put((byte) message.routers().size());
    for (Router router : message.routers()) {
      put(out, router.name());
      out.put((byte) router.wire().virtualRouterId());
      out.put((byte) router.wire().version().number());
      out.put((byte) router.wire().family().addressBytes());
      out.put((byte) router.state().ordinal()).put((byte) (router.fit() ? 1 : 0));
      out.put((byte) router.addresses().size());
      for (InetAddress address : router.addresses()) {
        out.put((byte) address.getAddress().length).put(address.getAddress());
      }
    }
    out.put(code(keys.key(), out.array(), out.position()));
    byte[] packet = new byte[out.position()];
    out.get(0, packet);
    return packet;
  }

  Decoded decode(ByteBuffer packet) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    int length = bytes.length - CODE_BYTES;
    if (length < HEADER_BYTES) {
      return new Decoded.Refused(Refusal.FORM);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    if (in.getInt() != MAGIC || in.get() != VERSION) {
      return new Decoded.Refused(Refusal.FORM);
    }
    long named = in.getLong();
    Optional<SiteKey> key = keys.all().stream().filter(each -> number(each) == named).findFirst();
    if (key.isEmpty()) {
      return new Decoded.Refused(Refusal.OTHER_KEY);
    }
    byte[] said = new byte[CODE_BYTES];
    System.arraycopy(bytes, length, said, 0, CODE_BYTES);
    if (!MessageDigest.isEqual(said, code(key.get(), bytes, length))) {
      return new Decoded.Refused(Refusal.CODE);
    }
    try {
      return new Decoded.Heard(message(in));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return new Decoded.Refused(Refusal.FORM);
    }
  }

  private static PeerMessage message(ByteBuffer in) {
    String site = text(in);
    String host = text(in);
    long serial = in.getLong();
    long sentNanos = in.getLong();
    long challenge = in.getLong();
    boolean urgent = in.get() != 0;
    List<Answer> answers = new ArrayList<>();
    for (int count = Byte.toUnsignedInt(in.get()); count > 0; count--) {
      answers.add(new Answer(text(in), in.getLong(), in.getLong(), in.getLong()));
    }
    List<Router> routers = new ArrayList<>();
    for (int count = Byte.toUnsignedInt(in.get()); count > 0; count--) {
      routers.add(router(in));
    }
    return new PeerMessage(site, host, serial, sentNanos, challenge, urgent, answers, routers);
  }

  private static Router router(ByteBuffer in) {
    String name = text(in);
    int virtualRouterId = Byte.toUnsignedInt(in.get());
    VrrpVersion version = VrrpVersion.of(in.get());
    Family family = in.get() == 4 ? Family.INET : Family.INET6;
    int state = in.get();
    if (state < 0 || state >= State.values().length) {
      throw new IllegalArgumentException("no such state");
    }
    boolean fit = in.get() != 0;
    Set<InetAddress> addresses = new HashSet<>();
    for (int count = Byte.toUnsignedInt(in.get()); count > 0; count--) {
      byte[] address = new byte[in.get() == 4 ? 4 : 16];
      in.get(address);
      addresses.add(InetAddresses.of(address));
    }
    return new Router(
        name, new Wire(virtualRouterId, version, family), State.values()[state], fit, addresses);
  }

  private static byte[] code(SiteKey key, byte[] bytes, int length) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no " + ALGORITHM, e);
    }
  }

  private static void put(ByteBuffer out, String value) {
    byte[] text = text(value);
    out.put((byte) text.length).put(text);
  }

  /** No name of a host is that long; a longer one of a site or a router is told as its digest. */
  private static byte[] text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_TEXT_BYTES
        ? bytes
        : Digests.sha256(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[Byte.toUnsignedInt(in.get())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
