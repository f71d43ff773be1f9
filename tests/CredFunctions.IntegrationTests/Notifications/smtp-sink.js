// A mail server on this machine: prints each mail that it takes as a line of JSON, part by part.
// Recipients whose name begins with "gone" or "full" are refused for good, with "later" for now, with "soon" or "grey" when they are asked
// for the first time; a sender "forged" is refused. With "thinks" the answer to the final dot takes so many milliseconds, with "drops" it never comes.
const { SMTPServer } = require('smtp-server');
const { simpleParser } = require('mailparser');

const options = JSON.parse(process.argv[2]);
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const asked = new Set();
const isFirst = (address) => !asked.has(address) && asked.add(address);

const server = new SMTPServer({
  authOptional: !options.password,
  ...(options.key ? { key: options.key, cert: options.cert } : {}),
  disabledCommands: options.tls ? [] : ['STARTTLS'],
  hideSTARTTLS: !options.tls,
  allowInsecureAuth: false,
  logger: false,
  onConnect(session, done) {
    if (!options.hangs) done();
  },
  onAuth(auth, session, done) {
    if (auth.password !== options.password) return done(refuse(535, `5.7.8 wrong password ${auth.password}`));
    done(null, { user: auth.username });
  },
  onMailFrom(address, session, done) {
    done(address.address.startsWith('forged') ? refuse(550, '5.7.1 sender refused') : null);
  },
  onRcptTo(address, session, done) {
    if (address.address.startsWith('gone')) return done(refuse(550, '5.1.1 no such user'));
    if (address.address.startsWith('later')) return done(refuse(450, '4.2.1 try again later'));
    if (address.address.startsWith('full')) return done(refuse(552, '5.2.2 mailbox full'));
    if (address.address.startsWith('soon') && isFirst(address.address)) return done(refuse(450, '4.2.1 busy'));
    if (address.address.startsWith('grey') && isFirst(address.address)) return done(refuse(451, '4.7.1 greylisted'));
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', async () => {
      if (options.tooLarge) return done(refuse(552, '5.3.4 message too large'));
      const raw = Buffer.concat(chunks);
      const mail = await simpleParser(raw);
      say({
        mail: {
          secure: session.secure,
          user: session.user || null,
          recipients: session.envelope.rcptTo.map((each) => each.address),
          subject: mail.subject,
          messageId: mail.messageId,
          headers: Object.fromEntries(mail.headerLines.map((each) => [each.key, each.line])),
          text: mail.text,
          html: mail.html,
          attachments: mail.attachments.map((each) => ({ filename: each.filename, contentType: each.contentType, content: each.content.toString('base64') })),
          longestLine: Math.max(...raw.toString('latin1').split('\r\n').map((line) => line.length)),
          isAscii: !/[^\x00-\x7f]/.test(raw.toString('latin1')),
        },
      });
      if (options.drops) return server.connections.forEach((connection) => connection._socket.destroy());
      setTimeout(done, options.thinks || 0);
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
