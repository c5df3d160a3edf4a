package org.hactl.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.hactl.host.MailPolicy;

/** Sends mail over SMTP, with the server and the timeout of the site. */
public final class SmtpTransport implements MailTransport {
  private final MailPolicy policy;
  private final Session session;

  public SmtpTransport(MailPolicy policy) {
    this.policy = policy;
    Properties properties = new Properties();
    String timeout = Long.toString(policy.timeoutMillis());
    properties.put("mail.smtp.host", policy.smtpHost());
    properties.put("mail.smtp.port", Integer.toString(policy.smtpPort()));
    // Without these three settings the library would wait forever: to connect, to read, to write.
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.writetimeout", timeout);
    // Used where the server offers it; a relay on the loopback mostly does not.
    properties.put("mail.smtp.starttls.enable", "true");
    this.session = Session.getInstance(properties);
  }

  @Override
  public void send(MailMessage notice) throws IOException {
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(policy.from()));
      for (String to : policy.to()) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
      }
      message.setSubject(notice.subject(), StandardCharsets.UTF_8.name());
      message.setText(notice.body(), StandardCharsets.UTF_8.name());
      message.setHeader(
          "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
      message.setHeader("Auto-Submitted", "auto-generated");
      Transport.send(message);
    } catch (MessagingException e) {
      throw new IOException(
          "mail server " + policy.smtpHost() + ":" + policy.smtpPort() + ": " + e.getMessage(), e);
    }
  }
}
