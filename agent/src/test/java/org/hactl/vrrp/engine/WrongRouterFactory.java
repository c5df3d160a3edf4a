package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.hactl.counters.EnumCounters;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;

/** Engines with one realistic mistake around the state machines, which the simulation must find. */
final class WrongRouterFactory {
  private WrongRouterFactory() {}

  /** Never looks at a checksum. */
  static final class AcceptsDamagedPackets extends Program {
    @Override
    AdvertisementDecoder decoder(RouterConfig config, InetAddress own, AhSequence sequence) {
      return new AdvertisementDecoder(config, own, sequence) {
        @Override
        protected boolean isChecksumRight(ByteBuffer packet, int start, int length) {
          return true;
        }
      };
    }
  }

  /** Ignores the sequence numbers of authentication headers. */
  static final class AcceptsReplays extends Program {
    @Override
    AhSequence sequence() {
      return new AhSequence() {
        @Override
        public boolean accept(int sequence) {
          super.accept(sequence);
          return true;
        }
      };
    }
  }

  /**
   * Two routers that send the same sequence number at once reject each other's packet as a replay.
   */
  static final class RejectsCrossingPackets extends Program {
    @Override
    AhSequence sequence() {
      return new AhSequence() {
        private long last;

        @Override
        public int next(long epochMillis) {
          int next = super.next(epochMillis);
          last = Integer.toUnsignedLong(next);
          return next;
        }

        @Override
        public boolean accept(int sequence) {
          long number = Integer.toUnsignedLong(sequence);
          boolean isNew = super.accept(sequence) && number > last;
          last = Math.max(last, number);
          return isNew;
        }
      };
    }
  }

  /** Tells only the first router of an interface that the interface has changed. */
  static final class NotifiesOneRouter extends Program {
    @Override
    Segment segment(
        String interfaceName,
        VrrpNetwork network,
        LinkCache links,
        LongSupplier clock,
        EnumCounters<RejectReason> unassigned,
        Runnable drained) {
      return new Segment(interfaceName, network, links, clock, unassigned, drained) {
        @Override
        List<ActiveRouter> routersOf(Family family) {
          List<ActiveRouter> routers = super.routersOf(family);
          return routers.stream()
              .filter(router -> router.source() == null || router == routers.getFirst())
              .toList();
        }
      };
    }
  }

  /** Sends its batch only before the next wait, when it may no longer be master. */
  static final class SendsLate extends Program {
    @Override
    VrrpNetwork network(VrrpNetwork kernel) {
      return new Late(kernel);
    }
  }

  private record Late(VrrpNetwork kernel) implements VrrpNetwork {
    @Override
    public @Nullable LinkFacts look(String interfaceName) {
      return kernel.look(interfaceName);
    }

    @Override
    public @Nullable LinkState state(String interfaceName) {
      return kernel.state(interfaceName);
    }

    @Override
    public Receiver hear(
        String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
      return kernel.hear(interfaceName, facts, family, protocol, handler);
    }

    @Override
    public Sender speak(String interfaceName, LinkFacts facts, Family family) {
      return kernel.speak(interfaceName, facts, family);
    }

    @Override
    public long receivedFrames(String interfaceName) {
      return kernel.receivedFrames(interfaceName);
    }

    @Override
    public ByteBuffer nextFrame() {
      return kernel.nextFrame();
    }

    @Override
    public void sendFrame(int interfaceIndex, Outcome outcome) {
      kernel.sendFrame(interfaceIndex, outcome);
    }

    @Override
    public void flush() {}

    @Override
    public void await(long timeoutNanos) {
      kernel.flush();
      kernel.await(timeoutNanos);
    }

    @Override
    public void wake() {
      kernel.wake();
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
