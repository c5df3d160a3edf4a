package org.hactl.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.hactl.api.ConnectionSyncView;
import org.hactl.host.HostState;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.sync.ConnectionSyncResource;
import org.hactl.module.sync.ConnectionSyncResource.Role;
import org.junit.jupiter.api.Test;

/** Messages on the loopback interface. */
class SyncWatchTest {
  private static final String GROUP = "224.0.0.181";
  private static final int PORT = 18_848;

  private HostState state = with(sender("lo"));
  private final SyncWatch watch =
      new SyncWatch(
          () -> state,
          new MemoryKernel().ipvs(),
          System::nanoTime,
          () -> 1_000,
          new SyncWatch.News() {
            @Override
            public void syncIsSilent(String interfaceName, long connections) {}

            @Override
            public void syncSpeaks(String interfaceName) {}
          });

  @Test
  void countsTheMessagesOfThisHost() throws Exception {
    try (watch) {
      watch.poll();
      send("00 33 00 0c 02 01 0000 01020304");
      send("00 34 00 0c 02 01 0000 01020304"); // of another number
      send("ffff");
      send("00 33 00 0c 03 01 0000 01020304");

      Awaitility.await().untilAsserted(() -> assertThat(view().sent().messages()).isEqualTo(2));
      assertThat(view().sent().connections()).isEqualTo(5);
      assertThat(view().sent().lastMillis()).isEqualTo(1_000);
      assertThat(view().received()).isEqualTo(ConnectionSyncView.Flow.NONE);
      assertThat(view().problem()).isEmpty();
    }
  }

  @Test
  void anInterfaceThatIsNotThereIsSaidAndTriedAgain() {
    try (watch) {
      state = with(sender("none0"));
      watch.poll();
      assertThat(view().problem())
          .isEqualTo("cannot listen to connection sync: there is no interface none0");

      state = with(sender("lo"));
      watch.poll();
      assertThat(view().problem()).isEmpty();
    }
  }

  @Test
  void withoutConnectionSyncThereIsNothingToShow() {
    watch.poll();
    state = with();
    watch.poll();
    assertThat(watch.view()).isNull();
  }

  private ConnectionSyncView view() {
    ConnectionSyncView view = watch.view();
    assertThat(view).isNotNull();
    return view;
  }

  private static void send(String hex) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (MulticastSocket socket = new MulticastSocket()) {
      socket.setNetworkInterface(NetworkInterface.getByName("lo"));
      socket.setTimeToLive(1);
      socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(GROUP, PORT)));
    }
  }

  private static ConnectionSyncResource sender(String interfaceName) {
    return new ConnectionSyncResource(Role.SENDER, interfaceName, 51, GROUP, PORT, null, null);
  }

  private static HostState with(ConnectionSyncResource... resources) {
    return HostState.builder("shop", "lvs1").resources(List.of(resources)).build();
  }
}
