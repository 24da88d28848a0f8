"""Reports about mail that came back, as mail servers write them."""


def report(to: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """As Postfix writes it."""
    return f"""Return-Path: <>
Received: by mx.curie.example (Postfix) id 4XYZ; Thu, 14 Jan 2027 09:00:00 +0000 (UTC)
Date: Thu, 14 Jan 2027 09:00:00 +0000 (UTC)
From: MAILER-DAEMON@mx.curie.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4XYZ.1"
Message-Id: <1@mx.curie.example>

This is a MIME-encapsulated message.

--4XYZ.1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4XYZ.1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.curie.example
X-Postfix-Queue-ID: 4XYZ
Arrival-Date: Thu, 14 Jan 2027 08:59:00 +0000 (UTC)

Final-Recipient: rfc822; anne-sophie@curie.example
Original-Recipient: rfc822;anne-sophie@curie.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <anne-sophie@curie.example>: Recipient address rejected

--4XYZ.1
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Subject: Votre place
--4XYZ.1--
""".encode()


def without_return_path() -> bytes:
    return report("MAILER-DAEMON@mx.curie.example")


def nested(depth: int) -> bytes:
    """Parts within parts, as deep as somebody likes."""
    return b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
