package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.Way;
import org.hactl.linux.file.WritableFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Modes that the site does not name, and access control lists. */
class FileModeTest extends FileHost {
  private static final String ACL = "system.posix_acl_access";

  @Test
  void aNewSensitiveFileIsForItsOwnerAlone() throws Exception {
    FileResource file = sensitive("key");

    assertThat(plan(file).changes().getFirst().fields())
        .anyMatch(field -> field.field().equals("mode") && "0600".equals(field.to()));
    converge(file);

    assertThat(mode("key")).isEqualTo("rw-------");
  }

  @Test
  void aSensitiveFileThatAllUsersCouldReadBecomesPrivate() throws Exception {
    put("key", "hush", "rw-r--r--");
    put("kept", "hush", "rw-r-----");

    converge(sensitive("key"), sensitive("kept"));

    assertThat(mode("key")).isEqualTo("rw-r-----");
    assertThat(mode("kept")).isEqualTo("rw-r-----");
  }

  private FileResource sensitive(String name) {
    return new FileResource(
        host.resolve(name).toString(), FileContent.ofText("hush"), null, null, null, true);
  }

  @Test
  void theAccessControlListOfAReplacedFileIsKeptAndRestored() throws Exception {
    put("conf", "theirs", "rw-r-----");
    byte[] list = giveAccessControlList("conf");

    converge(file("conf", "ours", "0640"));
    assertThat(text("conf")).isEqualTo("ours");
    assertThat(accessControlList("conf")).isEqualTo(list);
    converge();

    assertThat(text("conf")).isEqualTo("theirs");
    assertThat(accessControlList("conf")).isEqualTo(list);
  }

  /** Lets user 65534 read the file. */
  private byte[] giveAccessControlList(String name) {
    byte[] list = new byte[4 + 5 * 8];
    ByteBuffer entries = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    entries.putShort((short) 0x01).putShort((short) 6).putInt(-1);
    entries.putShort((short) 0x02).putShort((short) 4).putInt(65_534);
    entries.putShort((short) 0x04).putShort((short) 4).putInt(-1);
    entries.putShort((short) 0x10).putShort((short) 4).putInt(-1);
    entries.putShort((short) 0x20).putShort((short) 0).putInt(-1);
    try (Way.Open way = open(name)) {
      way.folder().remove(name);
      try (WritableFile file = way.folder().create(name)) {
        file.write("theirs".getBytes(StandardCharsets.US_ASCII));
        file.changeSecurity(Map.of(ACL, list));
      }
    }
    Assumptions.assumeTrue(accessControlList(name).length > 0, "no access control lists here");
    return list;
  }

  private byte[] accessControlList(String name) {
    try (Way.Open way = open(name)) {
      return way.folder().read(name, 100).security().getOrDefault(ACL, new byte[0]);
    }
  }

  private Way.Open open(String name) {
    Path path = host.resolve(name);
    return FolderWalk.ofHost().to(path, Trust.ROOT) instanceof Way.Open open
        ? open
        : fail("cannot open the folder of " + path);
  }
}
