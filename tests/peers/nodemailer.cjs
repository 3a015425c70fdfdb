// Send by nodemailer: a raw message from standard input or, with `compose`, one that it makes itself from the JSON given there.
// Prints the message as it was handed over. Arguments: port, CA file, user, password, sender, recipients, raw|compose.
const { readFileSync } = require('fs');
const nodemailer = require('nodemailer');
const MailComposer = require('nodemailer/lib/mail-composer');

const [port, ca, user, pass, from, to, how] = process.argv.slice(2);
const given = readFileSync(0);
const transport = nodemailer.createTransport({
    host: '127.0.0.1', port: Number(port), requireTLS: true, auth: { user, pass },
    tls: { ca: readFileSync(ca), servername: 'gateway.example' },
});

async function main() {
    const raw = how === 'compose' ? await new MailComposer(JSON.parse(given)).compile().build() : given;
    const info = await transport.sendMail({ envelope: { from, to: to.split(',') }, raw });
    process.stderr.write(info.response + '\n');
    process.stdout.write(raw);
}

main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
});
