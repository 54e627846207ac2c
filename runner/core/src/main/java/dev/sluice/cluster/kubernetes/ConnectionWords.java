package dev.sluice.cluster.kubernetes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a connection. Foreign messages are not repeated: they hold addresses and certificates. */
final class ConnectionWords {

    private ConnectionWords() {}

    /** Whether one side does not trust the other, or they do not speak the same language: that will not pass. */
    static boolean isDistrust(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || (failure instanceof SSLHandshakeException && !isCut(failure))
                || (failure instanceof SSLException
                        && text(failure).contains("Unsupported or unrecognized SSL message"));
    }

    static String of(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (failure instanceof ConnectException) {
            return causedBy(failure, InterruptedIOException.class) ? "no answer" : "connection refused";
        }
        if (failure instanceof InterruptedIOException) {
            return "no answer in time";
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return "the certificate is for another host name";
        }
        return isDistrust(failure) ? ofHandshake(failure) : "connection broken";
    }

    private static String ofHandshake(IOException failure) {
        if (causedBy(failure, CertificateExpiredException.class)) {
            return "the certificate has expired";
        }
        if (causedBy(failure, CertificateException.class)
                || causedBy(failure, CertPathBuilderException.class)
                || causedBy(failure, CertPathValidatorException.class)) {
            return "the certificate is not trusted";
        }
        if (text(failure).contains("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS";
        }
        return text(failure).contains("certificate")
                ? "the server does not accept the client certificate"
                : "TLS handshake failed";
    }

    // A server that is going down ends connections in the middle of the handshake.
    private static boolean isCut(IOException failure) {
        return text(failure).contains("terminated the handshake")
                || text(failure).contains("closed");
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
