package org.hactl.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agent and helper say to each other, without a helper that runs. */
class HelperMessagesTest {
  @TempDir private Path folder;

  @Test
  void aMessageIsBounded() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("helper.sock"));
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(address);
      try (SocketChannel sender = SocketChannel.open(address);
          HelperWire wire = new HelperWire(listening.accept(), HostJson.mapper(List.of()), 100)) {
        sender.write(ByteBuffer.wrap(("\"" + "x".repeat(200)).getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> wire.read(String.class))
            .hasMessageContaining("more than 100 bytes");
      }
    }
  }

  @Test
  void noSummaryShowsWhatMayBeSecret() {
    String summary =
        new HelperRequest.Run(List.of("/bin/hook", "a b"), Map.of("X", "1"), "u", 1).summary();

    assertThat(summary).isEqualTo("run /bin/hook as u");
  }

  @Test
  void theAgentHasEveryKindOfSoftware() throws Exception {
    List<Module<?, ?>> own =
        Kinds.software(
            (command, lines) -> {
              throw new ModuleException("no programs here");
            },
            InstantSource.system(),
            folder,
            ProgressListener.NONE);
    HelperClient client =
        new HelperClient(folder.resolve("helper.sock"), HostJson.mapper(List.of()), "");

    assertThat(HelperModule.all(client, ProgressListener.NONE))
        .extracting(Module::kind)
        .isEqualTo(own.stream().map(Module::kind).toList());
  }
}
