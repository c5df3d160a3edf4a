package org.hactl.cli.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;

/** The key exchange of an SSH server (RFC 4253, sections 7 and 8); offers one choice of each. */
record SshHandshake(SshTransport transport, Ed25519Key hostKey, KeyAgreement agreement) {
  private static final String VERSION = "SSH-2.0-hactl_rehearsal";
  private static final int KEXINIT = 20;
  private static final int NEWKEYS = 21;
  private static final int KEX_INIT = 30;
  private static final int KEX_REPLY = 31;
  private static final int EXT_INFO = 7;
  private static final int COOKIE_BYTES = 16;

  void run() throws IOException, GeneralSecurityException {
    String client = transport.greet(VERSION);
    SshWriter offer = offer();
    transport.write(offer);
    byte[] clientOffer = expect(KEXINIT);
    SshReader init = new SshReader(expect(KEX_INIT));
    var _ = init.u8();
    byte[] clientValue = init.string();
    KeyAgreement.Agreed agreed = agreement.with(clientValue);
    byte[] hash =
        sha256(
            new SshWriter()
                .text(client)
                .text(VERSION)
                .string(clientOffer)
                .string(offer.bytes())
                .string(hostKey.publicBlob())
                .string(clientValue)
                .string(agreed.publicValue())
                .raw(agreed.encodedSecret()));
    transport.write(
        new SshWriter()
            .u8(KEX_REPLY)
            .string(hostKey.publicBlob())
            .string(agreed.publicValue())
            .string(hostKey.signature(hash)));
    transport.write(new SshWriter().u8(NEWKEYS));
    var _ = expect(NEWKEYS);
    transport.encrypt(
        cipher(Cipher.DECRYPT_MODE, 'C', 'A', agreed, hash),
        cipher(Cipher.ENCRYPT_MODE, 'D', 'B', agreed, hash));
    transport.write(
        new SshWriter().u8(EXT_INFO).u32(1).text("server-sig-algs").text(Ed25519Key.ALGORITHM));
  }

  private SshWriter offer() {
    SshWriter offer =
        new SshWriter()
            .u8(KEXINIT)
            .raw(new byte[COOKIE_BYTES])
            .text(agreement.algorithm + ",kex-strict-s-v00@openssh.com")
            .text(Ed25519Key.ALGORITHM);
    for (String both : new String[] {PacketCipher.NAME, "hmac-sha2-256", "none", ""}) {
      offer.text(both).text(both);
    }
    return offer.bool(false).u32(0);
  }

  private byte[] expect(int type) throws IOException, GeneralSecurityException {
    byte[] packet = transport.read();
    if (packet[0] != type) {
      throw new IOException("message " + packet[0] + " instead of " + type);
    }
    return packet;
  }

  private static PacketCipher cipher(
      int mode, char key, char iv, KeyAgreement.Agreed agreed, byte[] hash)
      throws GeneralSecurityException {
    return new PacketCipher(
        mode,
        Arrays.copyOf(derived(key, agreed, hash), PacketCipher.KEY_BYTES),
        Arrays.copyOf(derived(iv, agreed, hash), PacketCipher.IV_BYTES));
  }

  /** The hash of the first key exchange is the session's identifier, too. */
  private static byte[] derived(char letter, KeyAgreement.Agreed agreed, byte[] hash)
      throws GeneralSecurityException {
    return sha256(
        new SshWriter()
            .raw(agreed.encodedSecret())
            .raw(hash)
            .raw(String.valueOf(letter).getBytes(StandardCharsets.US_ASCII))
            .raw(hash));
  }

  private static byte[] sha256(SshWriter text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.bytes());
  }
}
